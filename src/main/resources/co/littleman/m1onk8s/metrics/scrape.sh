# shellcheck shell=sh
# shellcheck disable=SC2154,SC2016,SC2015 # the caller sets the variables; the text in single quotes is for another shell
# Asks $ip:$port for $path (together: $url) within $patience seconds, with what the image has, and prints the answer with its
# headers, then "$exit_mark" and the exit code on a line of their own; "$no_tool" if the image has nothing to ask with.
if command -v bash >/dev/null; then
  timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 1; printf "GET %s HTTP/1.0\r\n\r\n" "$2" >&3; cat <&3' "$ip" "$port" "$path" 2>&1
elif command -v curl >/dev/null; then
  curl -sSi --http1.0 -m "$patience" "$url" 2>&1
elif command -v wget >/dev/null; then
  page=$(timeout "$patience" wget -q -O - "$url" 2>&1) && printf 'HTTP/1.0 200 OK\r\n\r\n%s' "$page" \
    || (code=$?; echo "wget: $page"; exit "$code")
else
  echo "$no_tool"
fi
printf '\n%s%s\n' "$exit_mark" $?
