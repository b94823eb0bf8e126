#!/usr/bin/env bash
# One patch, another container: where the lines of a hunk stand twice in a file and neither place is the one the patch names, Git 2.39 or newer, GNU patch 2.7 and npm's diff 9.0.0 change the nearest place.
# JGit 7.8.1 (org.eclipse.jgit of November 2026; ApplyCommand, and PatchApplier that it calls) looks at all lines above first, the nearest of them first, and only then below. libgit2 1.9 (pygit2 1.21.0) looks nowhere and refuses.
# Here the patch gives the container `worker` more memory, and meanwhile two lines of comment came on top of the file, which moves worker two lines down: Git finds it there, JGit changes `web` six lines further up, without a word.
# Manifests repeat the same lines for each container, probe and port, so that three lines of context seldom tell one place. A patch that a person tried with Git does something else in a tool in Java.
# Compare the objects before and after, or refuse a patch whose blob (the index line) is not the file's. Needs Java 17, Maven, Git, GNU patch, Node.js, Python 3.11. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for name in web worker cache proxy; do
  printf -- '- name: %s\n  resources:\n    limits:\n      cpu: 1\n      memory: 1Gi\n    requests:\n      cpu: 1\n      memory: 1Gi\n' $name
done > app.yaml
git init -q .
git add app.yaml
sed -i '13s/1Gi/2Gi/' app.yaml
git diff > change.patch
git show :app.yaml | sed '1i # Kept by the team of the shop.\n# See the handbook.' > before.yaml
cat > pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.eclipse.jgit</groupId><artifactId>org.eclipse.jgit</artifactId><version>7.8.1.202611041320-r</version></dependency>
  </dependencies>
</project>
P
cat > Finding.java <<'J'
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;

class Finding {
  public static void main(String[] folder) throws Exception {
    try (Git git = Git.open(new File(folder[0]));
        var patch = Files.newInputStream(Path.of("change.patch"))) {
      git.apply().setPatch(patch).call();
    }
  }
}
J
cat > finding.mjs <<'J'
import { readFileSync, writeFileSync } from 'node:fs';
import { applyPatch } from 'diff';

writeFileSync('npm/app.yaml', applyPatch(readFileSync('before.yaml', 'utf8'), readFileSync('change.patch', 'utf8')));
J
cat > finding.py <<'P'
import pygit2

try:
    pygit2.Repository("libgit2").apply(pygit2.Diff.parse_diff(open("change.patch").read()), pygit2.enums.ApplyLocation.WORKDIR)
except pygit2.GitError as refused:
    open("libgit2/app.yaml", "w").write(f"refused: {refused}\n")
P
for tool in git patch npm jgit libgit2; do
  git init -q $tool
  cp before.yaml $tool/app.yaml
done
git -C git apply ../change.patch
patch -s -p1 -d patch --no-backup-if-mismatch < change.patch
npm install --silent --no-fund --no-audit diff@9.0.0 >/dev/null 2>&1
node finding.mjs
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java jgit >/dev/null 2>&1
python3 -m venv environment
environment/bin/pip install -q pygit2==1.21.0 2>/dev/null
environment/bin/python finding.py
for tool in git patch npm jgit libgit2; do
  echo "$tool: $(awk '/name:/ { name = $3 } /2Gi/ { print "more memory for", name, "in line", NR } /refused/' $tool/app.yaml)"
done | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
git: more memory for worker in line 15
patch: more memory for worker in line 15
npm: more memory for worker in line 15
jgit: more memory for web in line 7
libgit2: refused: hunk at line 10 did not apply
E
