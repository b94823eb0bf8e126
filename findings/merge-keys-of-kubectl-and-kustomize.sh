#!/usr/bin/env bash
# One manifest, two results: a merge key that stands behind a key of its own map overwrites it for kubectl and Helm (sigs.k8s.io/yaml 1.6.0, go-yaml 2.4.4), and does not for kustomize (kyaml 0.21.2, go-yaml 3.0.5).
# YAML's own text on merge keys says that keys of the map win wherever << stands. So `kubectl apply -f` and `kubectl apply -k` of the same file store other values, both without a word.
# Seen: kubectl {"cpu":1,"mem":3}, kustomize {"cpu":2,"mem":3}. Needs Go 1.25 or newer. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'M'
module finding
go 1.25
require (
	sigs.k8s.io/kustomize/api v0.21.2
	sigs.k8s.io/yaml v1.6.0
)
M
cat > main.go <<'M'
package main

import (
	"fmt"

	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/yaml"
)

const manifest = `apiVersion: example.com/v1
kind: Thing
metadata: {name: x}
base: &base {cpu: 1}
spec: {cpu: 2, <<: *base, mem: 3}
`

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	var object map[string]any
	check(yaml.Unmarshal([]byte(manifest), &object))
	fmt.Println("kubectl", object["spec"])
	built, err := resmap.NewFactory(provider.NewDefaultDepProvider().GetResourceFactory()).NewResMapFromBytes([]byte(manifest))
	check(err)
	spec, err := built.Resources()[0].Map()
	check(err)
	fmt.Println("kustomize", spec["spec"])
}
M
go mod tidy >/dev/null 2>&1
seen=$(go run .)
echo "$seen"
[[ $seen == $'kubectl map[cpu:1 mem:3]\nkustomize map[cpu:2 mem:3]' ]] || { echo "the behaviour has changed" >&2; exit 1; }
