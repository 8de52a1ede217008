#!/usr/bin/env bash
# What surprised: an exporter whose password Redis refuses says that it cannot dial.
#
# Software: prometheus-redis-exporter 1.45.0 and redis-server 7.0.15, both as Debian 12 packages them.
# Input:    valid: REDIS_ADDR=redis://localhost:PORT, which is where Redis listens, and a password that is not Redis' own.
# Expected: redis_exporter_last_scrape_error names the refusal, WRONGPASS or NOAUTH.
# Seen:     err="dial redis: unknown network redis", word for word as for a port on which nothing listens. After any error
#           the exporter tries once more, takes the scheme of the address for a network, and tells of that second error.
#           HTTP status 200 and redis_up 0 both times.
#
# Needs apt-get, dpkg-deb and curl. Installs nothing: the packages are unpacked into a temporary folder. Exit code 0 if it
# is still so, 1 if that changed, 3 if the packages cannot be had.
set -euo pipefail

exporter_version=1.45.0
redis_version=7.0.15
port=16379
silent_port=16380
web=19121
work=$(mktemp -d)
started=()
end() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
cd "$work"

packages=(redis-server redis-tools prometheus-redis-exporter libjemalloc2 liblua5.1-0 liblzf1 lua-bitop lua-cjson)
if ! apt-get download "${packages[@]}" >download.log 2>&1; then
    cat download.log >&2
    exit 3
fi
for package in ./*.deb; do dpkg-deb -x "$package" root; done
LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu
export LD_LIBRARY_PATH

same() {
    if [[ $2 != "$3" ]]; then
        printf 'changed: %s is now: %s\nit was:  %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    printf '%s: %s\n' "$1" "$2"
}

same 'version of the exporter' "$(dpkg-deb -f prometheus-redis-exporter_*.deb Version | sed 's/[-+].*//')" "$exporter_version"
same 'version of Redis' "$(dpkg-deb -f redis-server_*.deb Version | sed 's/^[0-9]*://; s/-.*//')" "$redis_version"

root/usr/bin/redis-server --port "$port" --bind 127.0.0.1 --requirepass right --save '' --dir "$work" >redis.log 2>&1 &
started+=($!)

# scraped PORT: what the exporter tells of a Redis at that port, with a wrong password.
scraped() {
    local exporter
    REDIS_ADDR=redis://localhost:$1 REDIS_PASSWORD=wrong \
        root/usr/bin/prometheus-redis-exporter -web.listen-address "127.0.0.1:$web" >exporter.log 2>&1 &
    exporter=$!
    started+=("$exporter")
    curl -sf --retry 50 --retry-delay 1 --retry-connrefused "http://127.0.0.1:$web/metrics" >page
    kill "$exporter"
    wait "$exporter" 2>/dev/null || true
    grep -E '^redis_(up|exporter_last_scrape_error)' page | tr '\n' ' ' | sed 's/ $//'
}

for _ in {1..50}; do
    ! root/usr/bin/redis-cli -p "$port" ping >answer 2>/dev/null || break
    sleep 0.2
done
same 'Redis itself, asked without a password' "$(<answer)" 'NOAUTH Authentication required.'
seen='redis_exporter_last_scrape_error{err="dial redis: unknown network redis"} 1 redis_up 0'
same 'the exporter, with a wrong password' "$(scraped "$port")" "$seen"
same 'the exporter, at a port on which nothing listens' "$(scraped "$silent_port")" "$seen"
