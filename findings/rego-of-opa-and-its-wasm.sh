#!/usr/bin/env bash
# One policy in Rego, two answers of Open Policy Agent: evaluated (github.com/open-policy-agent/opa 1.22.4 of 2026) and compiled by the same version to WebAssembly, which @open-policy-agent/opa-wasm 1.10.0 runs in Node.js.
# Evaluated, ceil and floor are wrong for each number between -1 and 0: ceil(-0.5) is 1 and floor(-0.5) is 0, while Wasm has 0 and -1; both are right for -1.5. So a change from 200 to 199 requests, rounded up to whole percent, is a growth.
# yaml.unmarshal reads 012 as 10 evaluated and as 12 in Wasm, 1_000 as a number and as a text, and a merge key is merged only when evaluated. In sprintf, %s and %.1f of a whole number and %d of 3.5 are texts with
# %! evaluated and plain in Wasm, which in turn writes an object as [object Object]. Nothing fails, so a rule that was tested with `opa test` decides otherwise where a gateway or an admission controller has the compiled one.
# Multiply before rounding or test the sign first, give only texts to sprintf's %s, and test the compiled policy itself. Needs Go 1.26 and Node.js 20. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > expressions <<'E'
ceil(-1.5)
ceil(-0.5)
floor(-1.5)
floor(-0.5)
ceil(100 * (199 - 200) / 200)
round(-0.5)
yaml.unmarshal("a: 012")
yaml.unmarshal("a: 1_000")
yaml.unmarshal("a: &x {b: 1}\nc: {<<: *x}").c
sprintf("%s", [3])
sprintf("%.1f", [2])
sprintf("%d", [3.5])
sprintf("%v", [{"a": 1}])
E
mkdir policy
(echo 'package finding'; nl -ba -w1 -s' := ' expressions | sed 's/^/rule/') > policy/finding.rego
cat > go.mod <<'M'
module finding
go 1.26
require github.com/open-policy-agent/opa v1.22.4
M
cat > main.go <<'G'
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/rego"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	ctx := context.Background()
	var archive bytes.Buffer
	if err := compile.New().WithTarget("wasm").WithEntrypoints("finding").WithPaths("policy").WithOutput(&archive).Build(ctx); err != nil {
		panic(err)
	}
	compiled := must(bundle.NewReader(&archive).Read()).WasmModules[0].Raw
	if err := os.WriteFile("policy.wasm", compiled, 0o600); err != nil {
		panic(err)
	}
	rules := must(rego.New(rego.Query("data.finding"), rego.Load([]string{"policy"}, nil)).Eval(ctx))[0].Expressions[0].Value.(map[string]any)
	for i := 1; i <= len(rules); i++ {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(rules[fmt.Sprint("rule", i)]); err != nil {
			panic(err)
		}
		fmt.Print(text.String())
	}
}
G
cat > finding.mjs <<'J'
import { readFileSync } from 'node:fs';
import wasm from '@open-policy-agent/opa-wasm';

const policy = await wasm.loadPolicy(readFileSync('policy.wasm'));
const rules = policy.evaluate({})[0].result;
for (let i = 1; i <= Object.keys(rules).length; i++) console.log(JSON.stringify(rules['rule' + i]));
J
go mod tidy >/dev/null 2>&1
go run . > evaluated.seen
npm install --silent --no-fund --no-audit @open-policy-agent/opa-wasm@1.10.0 >/dev/null 2>&1
node finding.mjs > wasm.seen
paste -d'|' expressions evaluated.seen wasm.seen | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
ceil(-1.5)|-1|-1
ceil(-0.5)|1|0
floor(-1.5)|-2|-2
floor(-0.5)|0|-1
ceil(100 * (199 - 200) / 200)|1|0
round(-0.5)|-1|-1
yaml.unmarshal("a: 012")|{"a":10}|{"a":12}
yaml.unmarshal("a: 1_000")|{"a":1000}|{"a":"1_000"}
yaml.unmarshal("a: &x {b: 1}\nc: {<<: *x}").c|{"b":1}|{"<<":{"b":1}}
sprintf("%s", [3])|"%!s(int64=3)"|"3"
sprintf("%.1f", [2])|"%!f(int64=2)"|"2.0"
sprintf("%d", [3.5])|"%!d(float64=3.5)"|"3"
sprintf("%v", [{"a": 1}])|"{\"a\": 1}"|"[object Object]"
E
