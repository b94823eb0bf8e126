#!/usr/bin/env bash
# .sourceignore of Flux (github.com/fluxcd/pkg/sourceignore 0.19.0 of 2026) has the form of .gitignore, and the same file leaves out other paths than Git does, so that an artifact has manifests that Git would not have.
# "Only YAML", as it is written for Git (*, !*/, !*.yaml), leaves nothing out but the files at the top: !*/ takes back all that lies in a folder, while for Git it takes back the folders alone, whose files * leaves out.
# config-[!0-9].yaml leaves out config-1.yaml and not config-x.yaml: ! is a character of the class there, as only ^ turns it round. Classes with a name ([[:digit:]]) match nothing, and env/prod** leaves out no folder.
# Seen by the package's matcher on each file's path, as source-controller asks it when it archives (no folder is skipped as a whole), and by `git ls-files` on the same tree. Needs Go 1.26 and Git. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > paths <<'P'
README.md
app.yaml
charts/app/values.schema.json
config-1.yaml
config-x.yaml
env/prod/app.yaml
env/production/app.yaml
env/production/notes.md
P
mkdir ignores
printf '%s\n' '*' '!*/' '!*.yaml' > ignores/1-only-yaml
printf '%s\n' 'config-[!0-9].yaml' > ignores/2-negated-class
printf '%s\n' 'config-[[:digit:]].yaml' > ignores/3-named-class
printf '%s\n' 'env/prod**' > ignores/4-two-stars
printf '%s\n' '/*' '!/env' > ignores/5-only-a-folder
cat > go.mod <<'M'
module finding
go 1.26
require github.com/fluxcd/pkg/sourceignore v0.19.0
M
cat > main.go <<'G'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/fluxcd/pkg/sourceignore"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	matcher := sourceignore.NewMatcher(sourceignore.ReadPatterns(file, nil))
	for paths := bufio.NewScanner(os.Stdin); paths.Scan(); {
		if !matcher.Match(strings.Split(paths.Text(), "/"), false) {
			fmt.Println(paths.Text())
		}
	}
}
G
go mod tidy >/dev/null 2>&1
go build -o flux .
git init -q tree
while read -r path; do mkdir -p "tree/$(dirname "$path")" && touch "tree/$path"; done < paths
for ignore in ignores/*; do
  cp "$ignore" tree/.git/info/exclude
  echo "$(basename "$ignore")"
  echo "git  $(git -C tree ls-files --others --exclude-standard | paste -sd' ')"
  echo "flux $(./flux "$ignore" < paths | paste -sd' ')"
done | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
1-only-yaml
git  app.yaml config-1.yaml config-x.yaml env/prod/app.yaml env/production/app.yaml
flux app.yaml charts/app/values.schema.json config-1.yaml config-x.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
2-negated-class
git  README.md app.yaml charts/app/values.schema.json config-1.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
flux README.md app.yaml charts/app/values.schema.json config-x.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
3-named-class
git  README.md app.yaml charts/app/values.schema.json config-x.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
flux README.md app.yaml charts/app/values.schema.json config-1.yaml config-x.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
4-two-stars
git  README.md app.yaml charts/app/values.schema.json config-1.yaml config-x.yaml
flux README.md app.yaml charts/app/values.schema.json config-1.yaml config-x.yaml env/prod/app.yaml env/production/app.yaml env/production/notes.md
5-only-a-folder
git  env/prod/app.yaml env/production/app.yaml env/production/notes.md
flux env/prod/app.yaml env/production/app.yaml env/production/notes.md
E
