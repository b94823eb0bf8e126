#!/usr/bin/env bash
# A stream that says which YAML it is cannot be delivered. kubectl (apimachinery 0.36.1) and kustomize (kyaml 0.21.2) cut a stream at each line `---` before they parse it, so a directive above it is a document of its own, without a
# beginning: "did not find expected <document start>" for `%YAML 1.1` and `%TAG`, which go-yaml 3.0.5 and 4.0.0 themselves read. `%YAML 1.2`, the version of 2009, is "incompatible" to both go-yamls, the one of this year too; `%YAML 1.1` is not.
# YAML of other libraries begins so: SnakeYAML and ruamel.yaml write the line when they are asked for a version. Needs Go 1.26. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'M'
module finding
go 1.26.0
require (
	go.yaml.in/yaml/v3 v3.0.5
	go.yaml.in/yaml/v4 v4.0.0
	k8s.io/apimachinery v0.36.1
	sigs.k8s.io/kustomize/kyaml v0.21.2
)
M
cat > main.go <<'M'
package main

import (
	"bytes"
	"fmt"

	v3 "go.yaml.in/yaml/v3"
	v4 "go.yaml.in/yaml/v4"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/kyaml/kio"
)

func word(err error) string {
	if err != nil {
		return "refused"
	}
	return "read"
}

func main() {
	for _, first := range []string{"%YAML 1.1", "%YAML 1.2", "%TAG !e! tag:example.com,2026:", "# a comment"} {
		manifest := []byte(first + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")
		var values map[string]any
		three, four := v3.Unmarshal(manifest, &values), v4.Unmarshal(manifest, &values)
		kubectl := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(manifest), 4096).Decode(&unstructured.Unstructured{})
		_, kustomize := (&kio.ByteReader{Reader: bytes.NewReader(manifest)}).Read()
		fmt.Printf("%s: go-yaml 3 %s, 4 %s, kubectl %s, kustomize %s\n", first, word(three), word(four), word(kubectl), word(kustomize))
	}
}
M
go mod tidy >/dev/null 2>&1
seen=$(go run .)
echo "$seen"
expected='%YAML 1.1: go-yaml 3 read, 4 read, kubectl refused, kustomize refused
%YAML 1.2: go-yaml 3 refused, 4 refused, kubectl refused, kustomize refused
%TAG !e! tag:example.com,2026:: go-yaml 3 read, 4 read, kubectl refused, kustomize refused
# a comment: go-yaml 3 read, 4 read, kubectl read, kustomize read'
[[ $seen == "$expected" ]] || { echo "the behaviour has changed" >&2; exit 1; }
