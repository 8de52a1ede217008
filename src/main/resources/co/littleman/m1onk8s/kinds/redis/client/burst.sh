# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets them
# Opens $connections connections to Redis, holds them all, says $hello over each, if it is set, and then PING. Prints for each
# "burst ANSWER".
held=()
for _ in $(seq "$connections"); do
  if { exec {fd}<>"/dev/tcp/$host/$port"; } 2> /dev/null; then held+=("$fd"); else echo 'burst not connected'; fi
done
for fd in "${held[@]}"; do printf '%b' "$hello"'PING\r\n' >&"$fd"; done
for fd in "${held[@]}"; do
  for _ in $(seq "$answers"); do IFS= read -r -t "$patience" line <&"$fd" || line='no answer'; done
  echo "burst ${line%$'\r'}"
done
