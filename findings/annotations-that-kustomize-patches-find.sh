#!/usr/bin/env bash
# A JSON patch of kustomize 5.8.2 (api 0.21.2) finds annotations in an object that has none, as kustomize keeps what it remembers of an object in some of its own while it builds.
# In `patches` adding /metadata/annotations/team works on an object without annotations, removing /metadata/annotations does too, and a test that they are null fails; for /metadata/labels all are as RFC 6902 says.
# In `patchesJson6902` the same patch is refused, unless a base renamed the object (namePrefix), which is what was remembered then: a prefix far away decides whether a patch applies.
# An API server and `kubectl patch --type=json` refuse the addition, so a patch that an overlay has does not work there. Seen by krusty on files in memory. Needs Go 1.26. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'M'
module finding
go 1.26
require (
	sigs.k8s.io/kustomize/api v0.21.2
	sigs.k8s.io/kustomize/kyaml v0.21.2
)
M
cat > main.go <<'G'
package main

import (
	"fmt"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func build(base, field, target, operation string) string {
	files := filesys.MakeFsInMemory()
	for name, text := range map[string]string{
		"base/object.yaml":        "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n",
		"base/kustomization.yaml": "resources: [object.yaml]\n" + base,
		"kustomization.yaml":      "resources: [base]\n" + field + ":\n- target: {version: v1, kind: Service, name: " + target + "}\n  patch: '- {" + operation + "}'\n",
	} {
		if err := files.WriteFile(name, []byte(text)); err != nil {
			panic(err)
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, ".")
	if err != nil {
		return "refused"
	}
	object, err := built.Resources()[0].Map()
	if err != nil {
		panic(err)
	}
	return fmt.Sprint(object["metadata"])
}

func main() {
	for _, operation := range []string{
		"op: add, path: /metadata/annotations/team, value: a",
		"op: remove, path: /metadata/annotations",
		`op: test, path: /metadata/annotations, value: null`,
		"op: add, path: /metadata/labels/team, value: a",
		"op: remove, path: /metadata/labels",
		"op: test, path: /metadata/labels, value: null",
	} {
		fmt.Println(operation)
		fmt.Println("  patches                    ", build("", "patches", "shop", operation))
		fmt.Println("  patchesJson6902            ", build("", "patchesJson6902", "shop", operation))
		fmt.Println("  patchesJson6902, namePrefix", build("namePrefix: my-\n", "patchesJson6902", "my-shop", operation))
	}
}
G
go mod tidy >/dev/null 2>&1
go run . 2>/dev/null | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
op: add, path: /metadata/annotations/team, value: a
  patches                     map[annotations:map[team:a] name:shop]
  patchesJson6902             refused
  patchesJson6902, namePrefix map[annotations:map[team:a] name:my-shop]
op: remove, path: /metadata/annotations
  patches                     map[name:shop]
  patchesJson6902             refused
  patchesJson6902, namePrefix map[name:my-shop]
op: test, path: /metadata/annotations, value: null
  patches                     refused
  patchesJson6902             map[name:shop]
  patchesJson6902, namePrefix refused
op: add, path: /metadata/labels/team, value: a
  patches                     refused
  patchesJson6902             refused
  patchesJson6902, namePrefix refused
op: remove, path: /metadata/labels
  patches                     refused
  patchesJson6902             refused
  patchesJson6902, namePrefix refused
op: test, path: /metadata/labels, value: null
  patches                     map[name:shop]
  patchesJson6902             map[name:shop]
  patchesJson6902, namePrefix map[name:my-shop]
E
