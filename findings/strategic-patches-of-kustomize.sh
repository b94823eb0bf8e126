#!/usr/bin/env bash
# One strategic merge patch, two results: kustomize 5.8.2 (api 0.21.2) and the library by which the API server and `kubectl patch` apply it (k8s.io/apimachinery 0.36.6 of 2026), neither with an error.
# $retainKeys, $deleteFromPrimitiveList and $setElementOrder are directives for the one; kustomize does not carry them out and leaves them in the manifest as fields, which a server with strict fields refuses and another drops.
# Ports merge by port and protocol in kustomize, and by the number alone in the server: a patch of 53/TCP makes two TCP ports of DNS's UDP and TCP there, and $patch: delete of the one removes both.
# topologySpreadConstraints merge by topologyKey and whenUnsatisfiable in kustomize, by topologyKey alone in the server: here a constraint is added, there the strict one is replaced.
# So a patch that was tried with kubectl and then moved to an overlay does something else. Needs Go 1.26. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'M'
module finding
go 1.26
require (
	k8s.io/api v0.36.6
	k8s.io/apimachinery v0.36.6
	sigs.k8s.io/kustomize/api v0.21.2
	sigs.k8s.io/kustomize/kyaml v0.21.2
)
M
cat > main.go <<'G'
package main

import (
	"encoding/json"
	"fmt"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func field(object map[string]any, path ...string) string {
	var at any = object
	for _, key := range path {
		at = at.(map[string]any)[key]
	}
	return string(must(json.Marshal(at)))
}

func show(typed any, object, patch string, path ...string) {
	files := filesys.MakeFsInMemory()
	for name, text := range map[string]string{"o.yaml": object, "p.yaml": patch, "kustomization.yaml": "resources: [o.yaml]\npatches: [{path: p.yaml}]"} {
		if err := files.WriteFile(name, []byte(text)); err != nil {
			panic(err)
		}
	}
	built := must(krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "."))
	fmt.Println("kustomize", field(must(built.Resources()[0].Map()), path...))
	var patched map[string]any
	if err := json.Unmarshal(must(strategicpatch.StrategicMergePatch([]byte(object), []byte(patch), typed)), &patched); err != nil {
		panic(err)
	}
	fmt.Println("server   ", field(patched, path...))
}

func main() {
	deployment := func(metadata, spec string) string {
		return `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"` + metadata + `},"spec":{` + spec + `}}`
	}
	service := func(ports string) string {
		return `{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[` + ports + `]}}`
	}
	spread := func(constraints string) string {
		return deployment("", `"template":{"spec":{"topologySpreadConstraints":[`+constraints+`]}}`)
	}
	const dns = `{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP"}`
	show(apps.Deployment{}, deployment("", `"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}`), deployment("", `"strategy":{"$retainKeys":["type"],"type":"Recreate"}`), "spec", "strategy")
	show(apps.Deployment{}, deployment(`,"finalizers":["a","b"]`, ""), deployment(`,"$deleteFromPrimitiveList/finalizers":["a"]`, ""), "metadata")
	show(core.Service{}, service(dns), service(`{"port":53,"protocol":"TCP","targetPort":5353}`), "spec", "ports")
	show(core.Service{}, service(dns), service(`{"port":53,"protocol":"TCP","$patch":"delete"}`), "spec", "ports")
	show(apps.Deployment{}, spread(`{"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","maxSkew":1}`), spread(`{"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway","maxSkew":2}`), "spec", "template", "spec", "topologySpreadConstraints")
}
G
go mod tidy >/dev/null 2>&1
go run . | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
kustomize {"$retainKeys":["type"],"rollingUpdate":{"maxSurge":1},"type":"Recreate"}
server    {"type":"Recreate"}
kustomize {"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["a","b"],"name":"a"}
server    {"finalizers":["b"],"name":"a"}
kustomize [{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP","targetPort":5353}]
server    [{"port":53,"protocol":"TCP","targetPort":5353},{"port":53,"protocol":"TCP"}]
kustomize [{"port":53,"protocol":"UDP"}]
server    []
kustomize [{"maxSkew":2,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway"},{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]
server    [{"maxSkew":2,"topologyKey":"zone","whenUnsatisfiable":"ScheduleAnyway"}]
E
