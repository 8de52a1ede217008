# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # the caller sets the variables; what is read is not used
# Sends PING $times times over one connection, after $hello, if it is set. Prints "ping MICROSECONDS" for each.
exec 3<>"/dev/tcp/$host/$port" || exit
if [ -n "$hello" ]; then printf '%b' "$hello" >&3; read -r -t "$patience" line <&3; fi
for _ in $(seq "$times"); do
  from=${EPOCHREALTIME//[.,]/}
  printf 'PING\r\n' >&3; read -r -t "$patience" line <&3 || exit
  echo "ping $(( ${EPOCHREALTIME//[.,]/} - from ))"
done
