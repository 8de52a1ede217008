# shellcheck shell=sh
# shellcheck disable=SC2154,SC3045,SC3025 # the caller sets the variables; what only bash has is behind a look at BASH_VERSION
# A client that holds a connection to Redis, and connects anew when it is lost, for $life milliseconds or until the file $stop
# is there. Prints at each attempt the milliseconds since the machine's start and held, lost, answer or none. Sends RESP
# arrays, so that a password may have any character. The caller defines ask, which asks over a connection of its own.
LC_ALL=C
trap '' PIPE
now() { read -r up rest < /proc/uptime; millis=${up%.*}${up#*.}0; }
say() { now; echo "$millis $1"; }
send() { printf '*%d\r\n' $#; for word; do printf '$%d\r\n%s\r\n' ${#word} "$word"; done; }
told() { send "$@" >&3 && read -r -t 1 line <&3 && [ "${line%?}" = "$answer" ]; }
hold() {
  [ -n "$BASH_VERSION" ] && [ -z "$tls" ] || return 1
  exec 3<>"/dev/tcp/$host/$port" || return 1
  [ -z "$REDISCLI_AUTH" ] && return 0
  answer=+OK
  if [ -n "$user" ]; then told AUTH "$user" "$REDISCLI_AUTH"; else told AUTH "$REDISCLI_AUTH"; fi
}
now
end=$((millis + life))
held=no
while [ "$millis" -lt "$end" ] && [ ! -e "$stop" ]; do
  if [ $held = yes ]; then
    answer=+PONG
    if told PING 2>/dev/null; then say held; else say lost; held=no; exec 3>&-; fi
  elif [ "$(ask 2>/dev/null)" = PONG ]; then
    say answer
    # Only now: bash waits two minutes for a connection whose packets are dropped.
    hold 2>/dev/null && held=yes
  else
    say none
  fi
  sleep 0.1
done
