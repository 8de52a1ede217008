# shellcheck shell=bash
# shellcheck disable=SC2154,SC2016 # the caller sets the variables; the text in single quotes is for another shell
# Sends $request to $host:$port $times times, each over a connection of its own, and prints "micros N" for each that was
# answered within $patience seconds. It ends when more than half of them have taken longer than $limit_micros.
slow=0
for _ in $(seq "$times"); do
  from=${EPOCHREALTIME//[.,]/}
  bytes=$(timeout "$patience" bash -c 'trap "" PIPE; exec 3<>"/dev/tcp/$0/$1" && { printf "%s" "$2" >&3; cat <&3 | wc -c; }' \
    "$host" "$port" "$request" 2>/dev/null) || break
  [ "$bytes" -gt 0 ] || break
  micros=$((${EPOCHREALTIME//[.,]/} - from))
  echo "micros $micros"
  [ "$micros" -le "$limit_micros" ] || slow=$((slow + 1))
  [ "$((slow * 2))" -le "$times" ] || break
done
