# shellcheck shell=bash
# shellcheck disable=SC2154,SC2059 # the caller sets the variables; the packets are formats of printf
# Asks the DNS server at $server, packet by packet, each question within $patience seconds: ask NUMBER udp|tcp PACKET, with
# the packet as printf(1) writes it. Prints "reply NUMBER HEX", and "again" for each packet that had to be sent again.
hex() { od -An -v -tx1 | tr -d ' \n'; }
packet() {
  case "$1" in
    # bash writes line by line: dd makes one packet of it again.
    *'\x0a'*) printf "$1" | dd bs=4096 iflag=fullblock status=none ;;
    *) printf "$1" ;;
  esac
}
talk() {
  exec 3<>"/dev/$1/$2/53" || return
  if [ "$1" = tcp ]; then
    packet "$3" >&3
    dd bs=1 count=$(( 0x$(dd bs=1 count=2 status=none <&3 | hex) )) status=none <&3 | hex
  else
    for sent in 1 2 3 4 5; do
      packet "$3" >&3
      found=$(timeout 0.6 dd bs=4096 count=1 status=none <&3 | hex)
      [ -z "$found" ] || break
    done
    [ -z "$found" ] || echo "$found $sent"
  fi
}
export -f hex packet talk
once() {
  case "$1" in
    # Nothing to connect to, and each wait has an end: it needs no process of its own.
    udp) (talk "$1" "$server" "$2") 2> /dev/null ;;
    tcp) timeout "$patience" bash -c 'talk "$@"' talk "$1" "$server" "$2" 2> /dev/null ;;
  esac
}
ask() {
  found=$(once "$2" "$3")
  if [ -z "$found" ]; then
    echo again
    found=$(for _ in 1 2 3; do once "$2" "$3" & done | grep -m 1 .)
  fi
  case "$found" in *" "[2-9]) echo again ;; esac
  echo "reply $1 ${found% *}"
}
