#!/usr/bin/env bash
# Who owns a file by a line of CODEOWNERS depends on the library. By GitHub's documentation `docs/*` owns files in docs, not in its folders, and paths are case-sensitive. hmarr/codeowners 1.2.1 (Go) and codeowners 0.8.0 (PyPI)
# say so; codeowners 5.1.1 and codeowners-utils 1.0.2 (npm) match as .gitignore does: the folder matches, so all below it is owned, `/*` owns the whole repository, and `Docs/` owns docs.
# A check of "every protected file has an owner" built on the npm ones passes where the host asks nobody. Needs Go 1.25, Python 3 and Node.js. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > lines <<'L'
docs/*	docs/plan.md
docs/*	docs/old/plan.md
/*	apps/shop/values.yaml
apps/*	apps/shop/values.yaml
Docs/	docs/plan.md
apps/*/production/	apps/shop/production/values.yaml
L

python3 -m venv python
python/bin/pip -q --disable-pip-version-check install codeowners==0.8.0
cat > owners.py <<'P'
from codeowners import CodeOwners
for line in open("lines"):
    pattern, file = line.rstrip("\n").split("\t")
    print("owned" if CodeOwners(pattern + " @team").of(file) else "nobody")
P

cat > go.mod <<'M'
module finding
go 1.25
require github.com/hmarr/codeowners v1.2.1
M
cat > main.go <<'M'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/hmarr/codeowners"
)

func main() {
	file, _ := os.Open("lines")
	for lines := bufio.NewScanner(file); lines.Scan(); {
		pattern, path, _ := strings.Cut(lines.Text(), "\t")
		rules, err := codeowners.ParseFile(strings.NewReader(pattern + " @team\n"))
		if err != nil {
			panic(err)
		}
		if rule, _ := rules.Match(path); rule != nil {
			fmt.Println("owned")
		} else {
			fmt.Println("nobody")
		}
	}
}
M
go mod tidy >/dev/null 2>&1

npm install --silent --no-audit --no-fund codeowners@5.1.1 codeowners-utils@1.0.2 >/dev/null 2>&1
cat > owners.js <<'J'
const fs = require('fs')
const Codeowners = require('codeowners')
const utils = require('codeowners-utils')
const word = owned => (owned ? 'owned' : 'nobody')
for (const line of fs.readFileSync('lines', 'utf8').trim().split('\n')) {
  const [pattern, file] = line.split('\t')
  fs.writeFileSync('CODEOWNERS', pattern + ' @team\n')
  console.log(word(new Codeowners('.').getOwner(file).length) + ' ' + word(utils.matchFile(file, utils.parse(pattern + ' @team\n'))))
}
J

seen=$(paste lines <(python/bin/python owners.py) <(go run .) <(node owners.js))
echo "$seen"
expected='docs/*	docs/plan.md	owned	owned	owned owned
docs/*	docs/old/plan.md	nobody	nobody	owned owned
/*	apps/shop/values.yaml	nobody	nobody	owned owned
apps/*	apps/shop/values.yaml	nobody	nobody	owned owned
Docs/	docs/plan.md	nobody	nobody	owned owned
apps/*/production/	apps/shop/production/values.yaml	owned	owned	owned owned'
[[ $seen == "$expected" ]] || { echo "the behaviour has changed" >&2; exit 1; }
