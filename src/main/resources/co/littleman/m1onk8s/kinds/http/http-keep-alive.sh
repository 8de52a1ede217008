# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets the variables
# Sends $request to $host:$port $times times over one connection, each after the whole answer to the one before. Prints
# "answer CODE BASE64" for each, and ends with the first that says that the connection closes.
# A server may answer and close before it has read all: what it sent is read all the same.
trap '' PIPE
exec 3<>"/dev/tcp/$host/$port" || exit

# line: reads a line of the answer into $line, and adds it to the file of the answer.
line() {
  IFS= read -r -t "$patience" line <&3 || return
  printf '%s\n' "$line" >>"$file"
  line=${line%$'\r'}
}

# bytes N: adds so many bytes to the file of the answer.
bytes() { timeout "$patience" head -c "$1" <&3 >>"$file"; }

# answer: reads one answer. It ends by its own length; without one, it ends with the connection.
answer() {
  local length='' chunked='' version status rest
  line || return
  read -r version status rest <<<"$line"
  [[ $version == HTTP/1.1 ]] || closes=yes
  while line && [[ -n $line ]]; do
    case ${line,,} in
      content-length:*) length=${line#*:} length=${length// /} ;;
      transfer-encoding:*chunked*) chunked=yes ;;
      connection:*close*) closes=yes ;;
      connection:*keep-alive*) closes='' ;;
    esac
  done
  [[ $status != 204 && $status != 304 ]] || return 0
  if [[ -n $chunked ]]; then
    while line && [[ ${line%%;*} =~ ^[0-9A-Fa-f]+$ && $((16#${line%%;*})) -gt 0 ]]; do
      bytes "$((16#${line%%;*}))" && line || return
    done
    while [[ -n $line ]] && line && [[ -n $line ]]; do :; done
  elif [[ $length =~ ^[0-9]+$ ]]; then
    bytes "$length"
  else
    closes=yes
    timeout "$patience" cat <&3 >>"$file"
  fi
}

file=$(mktemp /dev/shm/http.XXXXXX)
trap 'rm -f "$file"' EXIT
for _ in $(seq "$times"); do
  closes=''
  : >"$file"
  printf '%s' "$request" 2>/dev/null >&3
  code=0
  answer || code=$?
  # read(1) ends with more than 128 if its time was up.
  [ "$code" -le 128 ] || code=124
  printf 'answer %d %s\n' "$code" "$(head -c "$limit" "$file" | base64 | tr -d '\n')"
  [[ -z $closes ]] || { echo closes; break; }
done
