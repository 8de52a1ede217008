# shellcheck shell=bash
# shellcheck disable=SC2154,SC2016 # the caller sets the variables; the text in single quotes is for another shell
# Sends $request to $host:$port and prints "answer CODE BASE64": the bytes that came within $patience seconds, $limit at
# most, and the exit code of timeout(1). If there is no connection, it prints what bash says of that.
timeout "$((patience + 5))" bash -c '
  # A server may answer and close before it has read all: what it sent is read all the same.
  trap "" PIPE
  exec 3<>"/dev/tcp/$0/$1" || exit 1
  printf "%s" "$2" 2>/dev/null >&3
  bytes=$(timeout "$3" cat <&3 | head -c "$4" | base64 | tr -d "\n"; exit "${PIPESTATUS[0]}")
  printf "answer %d %s\n" "$?" "$bytes"
' "$host" "$port" "$request" "$patience" "$limit" 2>&1
[ $? -ne 124 ] || echo 'Connection timed out'
