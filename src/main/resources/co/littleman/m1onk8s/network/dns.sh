# shellcheck shell=sh
# shellcheck disable=SC2154 # the caller sets them
# Asks the resolver of applications: ask NAME prints "answer NAME MILLISms ADDRESS…", and "again NAME" before it if the
# name had to be asked for again.
millis() { read -r up _ < /proc/uptime; echo "${up%.*}${up#*.}0"; }
resolve() { getent ahosts "$1" | cut -d ' ' -f 1 | sort -u | tr '\n' ' '; }
ask() {
  from=$(millis)
  found=$(resolve "$1")
  if [ -z "$found" ] && [ $(( $(millis) - from )) -ge 4000 ]; then
    # Nobody said that there is no such name: packets may be lost, and the resolver is slow to ask again.
    echo "again $1"
    for _ in 1 2 3; do
      found=$(export RES_OPTIONS='timeout:1 attempts:5'; resolve "$1")
      [ -z "$found" ] || break
    done
  fi
  echo "answer $1 $(( $(millis) - from ))ms $found"
}
