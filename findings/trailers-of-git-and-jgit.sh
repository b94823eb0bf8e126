#!/usr/bin/env bash
# What are the trailers of a commit's message? Git's own commands and JGit 7.8.1 (org.eclipse.jgit of November 2026; FooterLine.fromMessage) answer differently on plain messages, and neither says that something was left out.
# "Fixes #12", or any line that is no `key: value`, in the last paragraph takes all trailers away in Git, unless Git made one of them (Signed-off-by, "cherry picked from"); JGit takes the lines that fit and passes over the rest.
# So a sentence with `Reason: x` below it in one paragraph has a trailer for JGit and none for Git; and in a message without an empty line, whose subject is all of it, JGit finds trailers and Git never does.
# A tool in Java that writes or reads `Environment: production` sees what `git log --format='%(trailers)'`, `git interpret-trailers --parse` and hosts that call Git do not. Needs Java 17, Maven, Git 2.39 or newer. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir messages
printf 'Deploy shop\n\nEnvironment: production\nReason: SHOP-42\n' > messages/1-alone
printf 'Deploy shop\n\nFixes #12\nEnvironment: production\n' > messages/2-with-fixes
printf 'Deploy shop\n\nFixes #12\nEnvironment: production\nSigned-off-by: A <a@example.com>\n' > messages/3-with-fixes-signed-off
printf 'Deploy shop\n\nIt was asked for by those of the shop.\nReason: SHOP-42\n' > messages/4-below-a-sentence
printf 'Deploy shop\nEnvironment: production\n' > messages/5-without-an-empty-line
printf 'Deploy shop\n\nEnvironment: production\n\nCo-authored-by: A <a@example.com>\n' > messages/6-two-paragraphs
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.eclipse.jgit.revwalk.FooterLine;

class Finding {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      System.out.println(FooterLine.fromMessage(Files.readString(Path.of(file))).stream().map(FooterLine::getKey).collect(Collectors.joining(" ", "jgit: ", "")));
    }
  }
}
J
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
java -cp "$(cat classpath)" Finding.java messages/* > jgit.seen 2>/dev/null
for message in messages/*; do echo "git: $(git interpret-trailers --parse < "$message" | sed 's/:.*//' | paste -sd' ')"; done > git.seen
paste -d'|' <(ls messages) git.seen jgit.seen | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
1-alone|git: Environment Reason|jgit: Environment Reason
2-with-fixes|git: |jgit: Environment
3-with-fixes-signed-off|git: Environment Signed-off-by|jgit: Environment Signed-off-by
4-below-a-sentence|git: |jgit: Reason
5-without-an-empty-line|git: |jgit: Environment
6-two-paragraphs|git: Co-authored-by|jgit: Co-authored-by
E
