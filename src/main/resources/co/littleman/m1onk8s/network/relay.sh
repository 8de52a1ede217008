# shellcheck shell=bash
# shellcheck disable=SC2154 # the caller sets them
# Passes standard input to $host:$port, and what comes from there to standard output, until one of them ends. A program
# in the background has no standard input of its own, so it gets a copy.
exec {there}<>"/dev/tcp/$host/$port" {here}<&0 || exit
cat <&"$there" &
answers=$!
cat <&"$here" >&"$there" &
questions=$!
wait -n
# They do not end with their shell, and one of them has ended already.
kill "$answers" "$questions" 2> /dev/null
