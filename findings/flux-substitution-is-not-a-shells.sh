#!/usr/bin/env bash
# Flux' variable substitution (spec.postBuild.substitute; github.com/fluxcd/pkg/envsubst 1.8.0 of August 2026) writes shell parameters, and four forms mean something else than in a shell, without an error:
# ${set:+alt} is the variable's value and ${unset:+alt} is alt: the sign is read as :- is, so "only if set" is turned round.
# ${unset:?text} puts the text meant for the error into the manifest, and the build goes on.
# ${set: -5}, the last five characters, is the whole value; $$ loses a sign also before what is no variable: $$5 becomes $5, and $$$5 becomes $$5.
# Seen by a program that calls the package's Eval; bash's answers stand beside. Needs Go 1.26. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'M'
module finding
go 1.26
require github.com/fluxcd/pkg/envsubst v1.8.0
M
cat > main.go <<'M'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/envsubst"
)

func main() {
	variables := map[string]string{"region": "eu-central"}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		text, err := envsubst.Eval(lines.Text(), func(name string) (string, bool) {
			value, found := variables[name]
			return value, found
		})
		fmt.Println(text, err)
	}
}
M
cat > templates <<'T'
host: ${region:+db.internal}
host: ${zone:+db.internal}
zone: ${zone:?name the zone}
tail: ${region: -7}
price: $$5
price: $$$5
T
go mod tidy >/dev/null 2>&1
go run . < templates > seen
bash -c 'region=eu-central; echo "host: ${region:+db.internal}"; echo "host: ${zone:+db.internal}"; (echo "zone: ${zone:?name the zone}") 2>/dev/null || echo "zone: an error"; echo "tail: ${region: -7}"' > shell
paste -d'|' seen shell
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
host: eu-central <nil>
host: db.internal <nil>
zone: name the zone <nil>
tail: eu-central <nil>
price: $5 <nil>
price: $$5 <nil>
E
