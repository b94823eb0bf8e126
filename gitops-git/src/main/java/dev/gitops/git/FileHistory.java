package dev.gitops.git;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RecordBranch.Entry;
import dev.gitops.spi.RecordBranch.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Which files each commit changed, for histories of many thousand commits: trees are compared from object to object, on all processors. */
final class FileHistory {

    private static final int PIECE = 500;

    private final Store store;

    FileHistory(Store store) {
        this.store = store;
    }

    List<Entry> log(Snapshot tip) {
        List<CommitInfo> commits = tip.history(List.of(), Integer.MAX_VALUE);
        int pieces = (commits.size() + PIECE - 1) / PIECE;
        return IntStream.range(0, pieces)
                .parallel()
                .mapToObj(piece -> commits.subList(piece * PIECE, Math.min(commits.size(), (piece + 1) * PIECE)))
                .flatMap(piece -> entries(piece).stream())
                .toList();
    }

    private List<Entry> entries(List<CommitInfo> commits) {
        return store.call(() -> {
            List<Entry> entries = new ArrayList<>();
            try (ObjectReader reader = store.repository().newObjectReader();
                    RevWalk walk = new RevWalk(reader)) {
                for (CommitInfo commit : commits) {
                    String parent =
                            commit.parents().isEmpty() ? "" : commit.parents().get(0);
                    entries.add(new Entry(
                            commit.id(),
                            commit.parents(),
                            changes(reader, tree(walk, parent), tree(walk, commit.id()))));
                }
            }
            return entries;
        });
    }

    private static ObjectId tree(RevWalk walk, String commit) throws Exception {
        return commit.isEmpty()
                ? ObjectId.zeroId()
                : walk.parseCommit(ObjectId.fromString(commit)).getTree().copy();
    }

    List<FileChange> changes(String from, String to) {
        return store.call(() -> {
            try (ObjectReader reader = store.repository().newObjectReader()) {
                return changes(reader, tree(from), tree(to));
            }
        });
    }

    private ObjectId tree(String commit) throws Exception {
        if (commit.isEmpty()) {
            return ObjectId.zeroId();
        }
        RevCommit parsed = store.commit(ObjectId.fromString(GitNames.checkCommit(commit)));
        return parsed.getTree().copy();
    }

    private static List<FileChange> changes(ObjectReader reader, ObjectId from, ObjectId to) throws Exception {
        List<FileChange> changes = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(null, reader)) {
            add(walk, from);
            add(walk, to);
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            while (walk.next()) {
                changes.add(new FileChange(walk.getPathString(), id(walk, 0), id(walk, 1)));
            }
        }
        return changes;
    }

    private static void add(TreeWalk walk, ObjectId tree) throws Exception {
        if (tree.equals(ObjectId.zeroId())) {
            walk.addTree(new EmptyTreeIterator());
        } else {
            walk.addTree(tree);
        }
    }

    private static String id(TreeWalk walk, int tree) {
        return walk.getFileMode(tree) == FileMode.MISSING
                ? ""
                : walk.getObjectId(tree).name();
    }

    List<byte[]> contents(List<String> ids) {
        List<ObjectId> blobs = ids.stream().map(ObjectId::fromString).toList();
        return store.call(() -> {
            try {
                return read(blobs);
            } catch (MissingObjectException e) {
                store.fetchObjects(blobs);
                return read(blobs);
            }
        });
    }

    private List<byte[]> read(List<ObjectId> blobs) throws Exception {
        List<byte[]> contents = new ArrayList<>(blobs.size());
        try (ObjectReader reader = store.repository().newObjectReader()) {
            for (ObjectId blob : blobs) {
                contents.add(reader.open(blob, Constants.OBJ_BLOB).getBytes(Integer.MAX_VALUE));
            }
        }
        return contents;
    }
}
