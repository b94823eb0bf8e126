#!/usr/bin/env bash
# Which states of main since a release changed a folder? `git log --first-parent RELEASE..main -- folder`, as changelogs of repositories with many projects ask it, leaves out the first merge after the release branch was cut
# (Git 2.39.5): it is there without the folder, there without the range, and there where the range begins at the commit that was branched from; --full-history does not bring it back. Git looks at the other parent of such a merge
# too, though only first parents are followed: that one has the folder as the merge has it, so the merge seems to have changed nothing.
# JGit 7.8.1 (November 2026), asked the same by RevWalk.setFirstParent and a path, answers with the merged commit in the merge's place: one that never was a state of main, though only first parents were asked for.
# A list of what main had, such as what may be deployed or rolled back to, is complete with neither: ask for the line without paths, and compare each commit with its first parent.
# Needs Java 17, Maven, Git 2.39 or newer. Exits 1 where the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
git init -q -b main repository
at() { git -C repository "$@"; }
commit() { mkdir -p "repository/$(dirname "$1")"; echo "$2" > "repository/$1"; at add .; at commit -qm "$2"; }
commit shop/app first
at checkout -qb change; commit shop/app change
at checkout -q main; commit README cut
at checkout -qb release; commit version release
at checkout -q main; at merge -q --no-ff -m "merge of the change" change

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
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

class Finding {
  public static void main(String[] since) throws Exception {
    try (Repository repository = new FileRepositoryBuilder().setGitDir(new File("repository/.git")).build()) {
      for (String commit : since) {
        try (RevWalk walk = new RevWalk(repository)) {
          walk.setFirstParent(true);
          walk.setTreeFilter(AndTreeFilter.create(PathFilter.create("shop"), TreeFilter.ANY_DIFF));
          walk.markStart(walk.parseCommit(repository.resolve("main")));
          walk.markUninteresting(walk.parseCommit(repository.resolve(commit)));
          StringBuilder found = new StringBuilder();
          for (RevCommit each : walk) found.append(' ').append(each.getShortMessage());
          System.out.println("jgit " + commit + "..main shop:" + found);
        }
      }
    }
  }
}
J
mvn -q -ntp -B dependency:build-classpath -Dmdep.outputFile=classpath >/dev/null 2>&1
log() { echo "git $*: $(at log --first-parent --format=%s "$@" | paste -sd,)"; }
{
  log release..main
  log main -- shop
  log main~1..main -- shop
  log release..main -- shop
  log --full-history release..main -- shop
  java -cp "$(cat classpath)" Finding.java main~1 release 2>/dev/null
} | tee seen
diff seen - <<'E' || { echo "the behaviour has changed" >&2; exit 1; }
git release..main: merge of the change
git main -- shop: merge of the change,first
git main~1..main -- shop: merge of the change
git release..main -- shop: 
git --full-history release..main -- shop: 
jgit main~1..main shop: change
jgit release..main shop: change
E
