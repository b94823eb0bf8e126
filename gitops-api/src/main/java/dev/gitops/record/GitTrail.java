package dev.gitops.record;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.spi.AuditStore.Verification;
import dev.gitops.spi.AuditStore.Visitor;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The records of a branch in the order of its commits, those of one commit by their path. */
final class GitTrail {

    private final SourceTree tip;
    private final List<RecordBranch.Entry> commits;

    GitTrail(SourceTree tip, List<RecordBranch.Entry> newestFirst) {
        this.tip = tip;
        this.commits = new ArrayList<>(newestFirst);
        Collections.reverse(commits);
    }

    void read(long from, Visitor visitor) {
        long index = 0;
        for (RecordBranch.Entry commit : commits) {
            for (String path : records(commit)) {
                if (index >= from) {
                    Optional<byte[]> json = tip.read(path);
                    if (json.isEmpty()) {
                        throw new UnreadableRecordException("it is gone from " + path, null);
                    }
                    if (!visitor.visit(index, json.get())) {
                        return;
                    }
                }
                index++;
            }
        }
    }

    private static List<String> records(RecordBranch.Entry commit) {
        return commit.added().stream()
                .filter(path -> path.startsWith(GitLayout.RECORDS + "/"))
                .sorted()
                .toList();
    }

    /**
     * Checks the commits and what each of them added.
     *
     * @param seen a commit that was the branch's tip at an earlier time
     */
    Verification verify(Optional<String> seen) {
        Set<String> ids = new HashSet<>();
        for (RecordBranch.Entry commit : commits) {
            Optional<String> problem = Stream.concat(
                            shape(commit).stream(),
                            records(commit).stream().flatMap(path -> check(path, commit, ids).stream()))
                    .findFirst();
            if (problem.isPresent()) {
                return Verification.broken(ids.size(), problem.get());
            }
        }
        if (seen.isPresent()
                && commits.stream().noneMatch(commit -> commit.commit().equals(seen.get()))) {
            return Verification.broken(
                    ids.size(),
                    "the branch was rewritten: commit " + seen.get() + ", once its tip, is not in its history");
        }
        long there = count(GitLayout.RECORDS);
        return there == ids.size()
                ? Verification.whole(ids.size())
                : Verification.broken(
                        ids.size(), there + " records are on the branch, but its commits added " + ids.size());
    }

    private Optional<String> shape(RecordBranch.Entry commit) {
        if (!commit.altered().isEmpty()) {
            String path = commit.altered().stream().sorted().findFirst().orElseThrow();
            String what = GitLayout.idOf(path).map(id -> "record " + id).orElse(path);
            return Optional.of(what + " was " + (tip.type(path).isPresent() ? "altered" : "removed") + " by commit "
                    + commit.commit() + " (" + path + ")");
        }
        if (commit.parents().size() > 1) {
            return Optional.of("commit " + commit.commit() + " is a merge: another history was inserted");
        }
        boolean shallow = commit == commits.get(0) && !commit.parents().isEmpty();
        return shallow ? Optional.of("the history before commit " + commit.commit() + " is missing") : Optional.empty();
    }

    private Optional<String> check(String path, RecordBranch.Entry commit, Set<String> ids) {
        Optional<String> id = GitLayout.idOf(path);
        if (id.isEmpty()) {
            return Optional.of(path + " was inserted by commit " + commit.commit() + ": it is no record's place");
        }
        Optional<byte[]> json = tip.read(path);
        if (json.isEmpty()) {
            return Optional.of("record " + id.get() + " is gone (" + path + ")");
        }
        Optional<String> blob = tip.id(path);
        if (blob.isPresent()
                && !blob.get().equals(GitLayout.blobId(json.get(), blob.get().length()))) {
            return Optional.of(
                    "record " + id.get() + " was altered: its bytes are not those of Git object " + blob.get());
        }
        try {
            DeploymentRecord record = RecordJson.read(json.get());
            if (!GitLayout.pathOf(record).equals(path)) {
                return Optional.of("record " + id.get() + " stands in another's place (" + path + ")");
            }
        } catch (GitOpsException e) {
            return Optional.of("record " + id.get() + " was altered: " + e.getMessage());
        }
        return ids.add(id.get()) ? Optional.empty() : Optional.of("record " + id.get() + " was inserted twice");
    }

    private long count(String folder) {
        long count = 0;
        for (SourceTree.Entry entry : tip.list(folder)) {
            count += entry.type() == SourceTree.Type.DIRECTORY ? count(folder + "/" + entry.name()) : 1;
        }
        return count;
    }
}
