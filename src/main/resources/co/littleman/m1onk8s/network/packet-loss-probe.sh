# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets them
# Counts connections that are answered and those that are not, $at_once at a time for $rounds rounds, each within $patience
# seconds: met NUMBER HOST PORT prints "met NUMBER ANSWERED SILENT".
once() {
  timeout "$patience" bash -c "exec 3<>/dev/tcp/$1/$2" 2> /dev/null
  case $? in 0 | 1) echo answered ;; 124) echo silent ;; esac
}
met() {
  all=$(for _ in $(seq "$rounds"); do for _ in $(seq "$at_once"); do once "$2" "$3" & done; wait; done)
  echo "met $1 $(echo "$all" | grep -c answered) $(echo "$all" | grep -c silent)"
}
