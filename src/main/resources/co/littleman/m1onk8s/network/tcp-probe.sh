# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets them
# Opens TCP connections, each within $patience seconds: dial HOST PORT prints "dialled HOST PORT CODE WORDS". If nothing
# answered (code $time_up), it is tried $times times more, and "again HOST PORT" is printed.
once() { timeout "$patience" bash -c "exec 3<>/dev/tcp/$1/$2"; }
dial() {
  words=$(once "$1" "$2" 2>&1 | tail -1; exit "${PIPESTATUS[0]}")
  code=$?
  if [ $code -eq "$time_up" ]; then
    # Packets get lost: only who never answers any of them is silent.
    echo "again $1 $2"
    for _ in $(seq "$times"); do once "$1" "$2" 2> /dev/null && echo yes & done | grep -q yes && code=0
  fi
  echo "dialled $1 $2 $code $words"
}
