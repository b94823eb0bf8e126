#!/usr/bin/env bash
# Jsonnet 0.22.0 of 2026 is two implementations of one number, in C++ (jsonnet of PyPI) and in Go (github.com/google/go-jsonnet, on which Tanka and Argo CD build), and the same file makes other manifests, without an error.
# Both write 0.1 as 0.10000000000000001, in JSON and in texts ("" + 0.1). Kubernetes rounds a quantity up, so a request of that much cpu is stored as 100000001n, not 100m. In std.manifestYamlDoc Go alone writes 0.1.
# std.parseYaml reads values for the one and texts for the other: ~, 012, 0o12, 1_000, True and yes are null, 10, 10, 1000, true and true in Go and stay as they are in C++, whose result of an alias is the text "*x" and
# whose merge key is a field named <<. In Go the key `on` is the key "true". A key 1e3 is quoted in Go's std.manifestYamlDoc with quote_keys=false and not in C++'s, and so a number to many who read it.
# Write quantities as texts ("100m"), and read values with one implementation only. Needs Go 1.26 and Python 3.11. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > expressions <<'E'
std.parseYaml("a: yes")
std.parseYaml("a: True")
std.parseYaml("a: ~")
std.parseYaml("a: 012")
std.parseYaml("a: 0o12")
std.parseYaml("a: 1_000")
std.parseYaml("on: push")
std.parseYaml("a: &x 1\nb: *x")
std.parseYaml("a: &x {b: 1}\nc: {<<: *x, d: 2}").c
std.manifestYamlDoc({"1e3": "a"}, quote_keys=false)
std.manifestYamlDoc({cpu: 0.1})
{cpu: 0.1}
"cpu: " + 0.1
E
cat > go.mod <<'M'
module finding
go 1.26
require (
	github.com/google/go-jsonnet v0.22.0
	k8s.io/apimachinery v0.37.2
)
M
cat > main.go <<'G'
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/google/go-jsonnet"
	"k8s.io/apimachinery/pkg/api/resource"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var value json.RawMessage = []byte(must(jsonnet.MakeVM().EvaluateAnonymousSnippet("finding", lines.Text())))
		fmt.Println(string(must(json.Marshal(value))))
	}
	var cpu resource.Quantity
	if err := json.Unmarshal([]byte(must(jsonnet.MakeVM().EvaluateAnonymousSnippet("finding", "0.1"))), &cpu); err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stderr, "0.1 as a request of cpu:", cpu.String())
}
G
cat > finding.py <<'P'
import re

import _jsonnet

for line in open("expressions"):
    text = _jsonnet.evaluate_snippet("finding", line.strip()).strip()
    print(text if text.startswith('"') else re.sub(r"\s+", "", text))
P
go mod tidy >/dev/null 2>&1
go run . < expressions > go.seen 2> quantity.seen
python3 -m venv environment
environment/bin/pip install -q jsonnet==0.22.0 2>/dev/null
environment/bin/python finding.py > c.seen
(paste -d'|' expressions go.seen c.seen; cat quantity.seen) | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
std.parseYaml("a: yes")|{"a":true}|{"a":"yes"}
std.parseYaml("a: True")|{"a":true}|{"a":"True"}
std.parseYaml("a: ~")|{"a":null}|{"a":"~"}
std.parseYaml("a: 012")|{"a":10}|{"a":"012"}
std.parseYaml("a: 0o12")|{"a":10}|{"a":"0o12"}
std.parseYaml("a: 1_000")|{"a":1000}|{"a":"1_000"}
std.parseYaml("on: push")|{"true":"push"}|{"on":"push"}
std.parseYaml("a: &x 1\nb: *x")|{"a":1,"b":1}|{"a":1,"b":"*x"}
std.parseYaml("a: &x {b: 1}\nc: {<<: *x, d: 2}").c|{"b":1,"d":2}|{"<<":"*x","d":2}
std.manifestYamlDoc({"1e3": "a"}, quote_keys=false)|"\"1e3\": \"a\""|"1e3: \"a\""
std.manifestYamlDoc({cpu: 0.1})|"\"cpu\": 0.1"|"\"cpu\": 0.10000000000000001"
{cpu: 0.1}|{"cpu":0.10000000000000001}|{"cpu":0.10000000000000001}
"cpu: " + 0.1|"cpu: 0.10000000000000001"|"cpu: 0.10000000000000001"
0.1 as a request of cpu: 100000001n
E
