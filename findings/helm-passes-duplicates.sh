#!/usr/bin/env bash
# What surprised: a chart that makes one object twice, with different contents, renders without a word.
#
# Software: helm.sh/helm/v3 3.22.0 and helm.sh/helm/v4 4.3.1, built from their Go modules.
# Input:    valid: a chart with two templates that each make ConfigMap "cache" of the same namespace, with different data.
# Expected: an error or a warning: only one of the two can be in the cluster.
# Seen:     both are in the output, exit code 0, nothing on stderr, with `helm template` and with `helm lint --strict`. Piped
#           into kubectl apply, the last one wins.
#
# Needs Go. Works in a temporary folder. Exit code 0 if it is still so, 1 if that changed, 3 if a module cannot be had.
set -euo pipefail

work=$(mktemp -d)
end() {
    chmod -R u+w "$work"
    rm -rf "$work"
}
trap end EXIT
cd "$work"
export CGO_ENABLED=0

mkdir -p chart/templates
cat >chart/Chart.yaml <<'YAML'
apiVersion: v2
name: shop
version: 1.0.0
icon: https://shop.example/icon.png
YAML
for size in 40mb 80mb; do
    cat >"chart/templates/$size.yaml" <<YAML
apiVersion: v1
kind: ConfigMap
metadata: {name: cache, namespace: shop}
data: {maxmemory: $size}
YAML
done

same() {
    if [[ $2 != "$3" ]]; then
        printf 'changed: %s is now: %s\nit was:  %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    printf '%s: %s\n' "$1" "$2"
}
for helm in v3@v3.22.0 v4@v4.3.1; do
    if ! GOBIN=$work/${helm%@*} GOFLAGS=-mod=mod go install "helm.sh/helm/${helm%@*}/cmd/helm@${helm#*@}" >go.log 2>&1; then
        cat go.log >&2
        exit 3
    fi
    code=0
    "${helm%@*}/helm" template shop chart >rendered 2>said || code=$?
    same "helm ${helm#*@} template: exit code, objects, stderr" \
        "$code, $(grep -c '^kind: ConfigMap' rendered), $(wc -c <said) bytes" '0, 2, 0 bytes'
    code=0
    "${helm%@*}/helm" lint --strict chart >linted 2>&1 || code=$?
    same "helm ${helm#*@} lint --strict: exit code" "$code" 0
done
