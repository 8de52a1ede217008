# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets them
# Sends $hello, in the escapes of printf(1), and prints the first four bytes that come back within $patience seconds.
LC_ALL=C
exec 3<>"/dev/tcp/$host/$port" || exit
printf '%b' "$hello" >&3
IFS= read -r -t "$patience" -n 4 word <&3
echo "first $word"
