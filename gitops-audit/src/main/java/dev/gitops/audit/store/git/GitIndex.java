package dev.gitops.audit.store.git;

import dev.gitops.api.GitOpsException;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.RecordBranch.FileChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the search of the {@code git} store looks into: the terms of each record, kept in a local file and brought up to date by reading what the branch has gained. It holds no evidence: records
 * are always shown from the branch, and the file can be deleted at any time.
 */
final class GitIndex {

    private static final int PIECE = 512;

    private final RecordBranch branch;
    private final IndexFile file;

    GitIndex(RecordBranch branch, Path path) {
        this.branch = branch;
        this.file = new IndexFile(path);
    }

    /** The commit that the index was last brought up to. */
    synchronized Optional<String> lastCommit() {
        return io(() -> file.load().commit().filter(commit -> !commit.isEmpty()));
    }

    /** The index of a tip; an empty one where the branch is not there. */
    synchronized IndexRows at(String tip) {
        return io(() -> {
            IndexRows rows = file.load();
            return isOf(tip, rows) ? rows : file.exclusively(lock -> update(tip));
        });
    }

    synchronized void rebuild(String tip) {
        io(() -> file.exclusively(lock -> {
            file.delete();
            return update(tip);
        }));
    }

    private static boolean isOf(String tip, IndexRows rows) {
        return rows.commit().filter(tip::equals).isPresent();
    }

    private IndexRows update(String tip) throws IOException {
        IndexRows rows = file.load();
        if (isOf(tip, rows) || tip.isEmpty() && rows.commit().isEmpty()) {
            return rows;
        }
        Optional<List<FileChange>> gained = gained(rows.commit().orElse(""), tip);
        if (gained.isEmpty()) {
            file.delete();
            return update(tip);
        }
        List<FileChange> records = gained.get().stream()
                .filter(change -> GitLayout.idOf(change.path()).isPresent())
                .toList();
        for (int from = 0; from < records.size(); from += PIECE) {
            file.append(fresh(records.subList(from, Math.min(records.size(), from + PIECE))), "");
        }
        file.append(List.of(), tip);
        return file.load();
    }

    /** What the branch has gained; empty where it has lost or changed something since, or nobody knows what it was then. */
    private Optional<List<FileChange>> gained(String from, String tip) {
        try {
            List<FileChange> changes = branch.changes(from, tip);
            return changes.stream().allMatch(FileChange::added) ? Optional.of(changes) : Optional.empty();
        } catch (GitOpsException e) {
            if (from.isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private List<IndexFile.Fresh> fresh(List<FileChange> records) {
        List<String> ids = records.stream().map(FileChange::after).toList();
        List<byte[]> contents = branch.contents(ids);
        return IntStream.range(0, ids.size())
                .parallel()
                .mapToObj(i -> IndexFile.Fresh.of(ids.get(i), contents.get(i)))
                .toList();
    }

    private static <T> T io(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot keep the index of the audit trail in the cache folder: " + e.getMessage()
                            + "; give GITOPS_CACHE a folder that can be written",
                    e,
                    false);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
