#!/usr/bin/env bash
# What surprised: a label for everything gives a Service a selector that it was written without.
#
# Software: sigs.k8s.io/kustomize/kustomize/v5 5.8.1, built from its Go module.
# Input:    valid: a Service without a selector, whose addresses are in an EndpointSlice of its own, and the transformer
#           `labels` with includeSelectors: true.
# Expected: the Service stays without a selector: what selects nothing has no selector to include the label in.
# Seen:     it gets one. From then on the endpoint controller makes an EndpointSlice for it, which is empty, beside the one
#           that was written. An empty podSelector of a NetworkPolicy in the same folder stays empty. Exit code 0, no
#           warning.
#
# Needs Go. Works in a temporary folder. Exit code 0 if it is still so, 1 if that changed, 3 if the module cannot be had.
set -euo pipefail

version=v5.8.1
work=$(mktemp -d)
end() {
    chmod -R u+w "$work"
    rm -rf "$work"
}
trap end EXIT
cd "$work"

export GOBIN=$work/bin GOFLAGS=-mod=mod CGO_ENABLED=0
if ! go install "sigs.k8s.io/kustomize/kustomize/v5@$version" >go.log 2>&1; then
    cat go.log >&2
    exit 3
fi

mkdir stack
cat >stack/kustomization.yaml <<'YAML'
resources: [database.yaml]
labels:
  - pairs: {team: shop}
    includeSelectors: true
YAML
cat >stack/database.yaml <<'YAML'
apiVersion: v1
kind: Service
metadata: {name: database}
spec:
  ports: [{port: 3306}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: nobody}
spec:
  podSelector: {}
YAML
bin/kustomize build stack >rendered.yaml 2>said

same() {
    if [[ $2 != "$3" ]]; then
        printf 'changed: %s is now: %s\nit was:  %s\n' "$1" "$2" "$3" >&2
        exit 1
    fi
    printf '%s: %s\n' "$1" "$2"
}
same "the Service's spec, by kustomize $version" \
    "$(sed -n '/^kind: Service/,/^---/p' rendered.yaml | sed -n '/^spec:/,$p' | grep -v '^---' | paste -sd' ' | tr -s ' ')" \
    'spec: ports: - port: 3306 selector: team: shop'
same "the NetworkPolicy's podSelector" "$(grep -m1 podSelector rendered.yaml | xargs)" 'podSelector: {}'
same 'what it said about that' "$(<said)" ''
