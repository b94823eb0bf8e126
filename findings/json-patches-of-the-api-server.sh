#!/usr/bin/env bash
# A JSON patch that an API server carries out, another tool refuses or carries out otherwise: the server, kubectl and kustomize apply it by gopkg.in/evanphx/json-patch.v4 4.13.0, which is read here beside fast-json-patch 3.1.1 (npm).
# `replace` of a member that is not there adds it, where RFC 6902 says that the target must exist: a path with a slip of the pen succeeds. /-1 is the last of a list (RFC 6901 has no such index), and `add` at it puts the
# value behind the last, not before. `test` compares the text of values, not the values: 1.0 is not 1, and "\u0078" is not "x" (kustomize writes its YAML anew as JSON first, so there they are). `test` of null holds for a member that is not there.
# A merge patch is to take lists as they are (RFC 7396); this one takes nulls out of the objects in a list: [{"b": null}] is stored as [{}], where json-merge-patch 1.0.2 (npm) keeps the null.
# So a patch that was tried against a cluster is no proof for a tool that has another library, and a `replace` proves nothing: put a `test` of the old value before it. Needs Go 1.26 and Node.js 20. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > cases <<'C'
{"a":1}|[{"op":"replace","path":"/b","value":2}]
{"a":[1,2]}|[{"op":"remove","path":"/a/-1"}]
{"a":[1,2]}|[{"op":"add","path":"/a/-1","value":3}]
{"a":1}|[{"op":"test","path":"/a","value":1.0}]
{"a":"x"}|[{"op":"test","path":"/a","value":"\u0078"}]
{"a":1}|[{"op":"test","path":"/b","value":null}]
{"a":1}|[{"op":"test","path":"/a","value":1}]
{"a":[1]}|{"a":[{"b":null}]}
{"a":[1]}|{"a":[null]}
{"a":1}|{"a":{"b":null}}
C
cat > go.mod <<'M'
module finding
go 1.26
require gopkg.in/evanphx/json-patch.v4 v4.13.0
M
cat > main.go <<'G'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
)

func apply(object, patch []byte) ([]byte, error) {
	if patch[0] == '{' {
		return jsonpatch.MergePatch(object, patch)
	}
	operations, err := jsonpatch.DecodePatch(patch)
	if err != nil {
		panic(err)
	}
	return operations.Apply(object)
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		object, patch, _ := strings.Cut(lines.Text(), "|")
		if patched, err := apply([]byte(object), []byte(patch)); err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println(string(patched))
		}
	}
}
G
cat > finding.mjs <<'J'
import { readFileSync } from 'node:fs';
import operations from 'fast-json-patch';
import merge from 'json-merge-patch';

for (const line of readFileSync('cases', 'utf8').trim().split('\n')) {
  const [object, patch] = line.split('|').map((text) => JSON.parse(text));
  let patched;
  try {
    patched = Array.isArray(patch) ? operations.applyPatch(object, patch, true).newDocument : merge.apply(object, patch);
  } catch (refused) {
    patched = undefined;
  }
  console.log(patched === undefined ? 'refused' : JSON.stringify(patched));
}
J
go mod tidy >/dev/null 2>&1
go run . < cases > server.seen
npm install --silent --no-fund --no-audit fast-json-patch@3.1.1 json-merge-patch@1.0.2 >/dev/null 2>&1
node finding.mjs > npm.seen
echo "# object|patch|server|npm" > title
paste -d'|' cases server.seen npm.seen | cat title - | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
# object|patch|server|npm
{"a":1}|[{"op":"replace","path":"/b","value":2}]|{"a":1,"b":2}|refused
{"a":[1,2]}|[{"op":"remove","path":"/a/-1"}]|{"a":[1]}|refused
{"a":[1,2]}|[{"op":"add","path":"/a/-1","value":3}]|{"a":[1,2,3]}|refused
{"a":1}|[{"op":"test","path":"/a","value":1.0}]|refused|{"a":1}
{"a":"x"}|[{"op":"test","path":"/a","value":"\u0078"}]|refused|{"a":"x"}
{"a":1}|[{"op":"test","path":"/b","value":null}]|{"a":1}|refused
{"a":1}|[{"op":"test","path":"/a","value":1}]|{"a":1}|{"a":1}
{"a":[1]}|{"a":[{"b":null}]}|{"a":[{}]}|{"a":[{"b":null}]}
{"a":[1]}|{"a":[null]}|{"a":[null]}|{"a":[null]}
{"a":1}|{"a":{"b":null}}|{"a":{}}|{"a":{}}
E
