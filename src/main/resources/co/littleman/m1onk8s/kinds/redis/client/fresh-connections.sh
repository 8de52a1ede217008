# shellcheck shell=bash
# shellcheck disable=SC2154,SC2016 # the caller sets the variables; the text in single quotes is for another shell
# Sends $get over $connections connections, one after the other, after $hello, if it is set; all of it within $limit seconds.
# Prints for each "fresh VALUE", or nothing more in the place of a value that is not there.
export hello get host port answers patience
ask() {
  if ! { exec 3<>"/dev/tcp/$host/$port"; } 2> /dev/null; then echo 'fresh could not connect'; return; fi
  printf '%b' "$hello$get" >&3
  for _ in $(seq "$answers"); do IFS= read -r -t "$patience" line <&3 || line='timed out'; done
  case $line in
    '$-1'*) line='' ;;
    '$'*) IFS= read -r -t "$patience" line <&3 || line='timed out' ;;
  esac
  line=${line%$'\r'}
  echo "fresh ${line#-}"
  exec 3>&-
}
export -f ask
timeout "$limit" bash -c 'for _ in $(seq '"$connections"'); do ask; done'
