package dev.gitops.git;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A tree of the cache; blobs that are not there yet are fetched with their neighbours. */
final class GitSnapshot implements Snapshot {

    private static final int NEIGHBOURS = 64;

    private final Store store;
    private final @Nullable ObjectId commit;
    private final @Nullable ObjectId tree;

    GitSnapshot(Store store, @Nullable ObjectId commit, @Nullable ObjectId tree) {
        this.store = store;
        this.commit = commit;
        this.tree = tree;
    }

    private record Found(ObjectId id, FileMode mode) {}

    @Override
    public String commit() {
        return commit == null ? "" : commit.name();
    }

    @Nullable
    ObjectId tree() {
        return tree;
    }

    @Override
    public Optional<Type> type(String path) {
        return find(path).flatMap(found -> type(found.mode()));
    }

    @Override
    public Optional<String> id(String path) {
        return find(path).map(found -> found.id().name());
    }

    @Override
    public Optional<byte[]> read(String path) {
        Optional<Found> found = find(path).filter(file -> isBlob(file.mode()));
        return found.map(file -> store.call(() -> {
            try {
                return bytes(file.id());
            } catch (MissingObjectException e) {
                store.fetchObjects(neighbours(path, file.id()));
                return bytes(file.id());
            }
        }));
    }

    private byte[] bytes(ObjectId id) throws Exception {
        try (ObjectReader reader = store.repository().newObjectReader()) {
            return reader.open(id, Constants.OBJ_BLOB).getBytes(Integer.MAX_VALUE);
        }
    }

    @Override
    public List<Entry> list(String path) {
        Optional<Found> found = find(path).filter(folder -> folder.mode() == FileMode.TREE);
        if (found.isEmpty()) {
            return List.of();
        }
        return store.call(() -> {
            try (ObjectReader reader = store.repository().newObjectReader()) {
                List<Entry> entries = new ArrayList<>();
                CanonicalTreeParser parser =
                        new CanonicalTreeParser(null, reader, found.get().id());
                for (; !parser.eof(); parser.next(1)) {
                    String name = parser.getEntryPathString();
                    type(parser.getEntryFileMode()).ifPresent(type -> entries.add(new Entry(name, type)));
                }
                entries.sort(java.util.Comparator.comparing(Entry::name));
                return entries;
            }
        });
    }

    private Optional<Found> find(String path) {
        GitNames.checkPath(path);
        if (tree == null) {
            return Optional.empty();
        }
        if (path.isEmpty()) {
            return Optional.of(new Found(tree, FileMode.TREE));
        }
        ObjectId root = tree;
        return store.call(() -> {
            try (ObjectReader reader = store.repository().newObjectReader();
                    TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
                return walk == null
                        ? Optional.<Found>empty()
                        : Optional.of(new Found(walk.getObjectId(0), walk.getFileMode(0)));
            }
        });
    }

    /** The blobs of the largest folder around a path that holds few enough of them. */
    private List<ObjectId> neighbours(String path, ObjectId id) throws Exception {
        List<ObjectId> blobs = List.of(id);
        for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
            Optional<Found> folder = find(slash < 0 ? "" : path.substring(0, slash));
            List<ObjectId> around =
                    folder.isEmpty() ? List.of() : blobs(folder.get().id());
            if (around.isEmpty()) {
                return blobs;
            }
            blobs = around;
            if (slash < 0) {
                return blobs;
            }
        }
    }

    private List<ObjectId> blobs(ObjectId folder) throws Exception {
        List<ObjectId> blobs = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(store.repository())) {
            walk.addTree(folder);
            walk.setRecursive(true);
            while (walk.next()) {
                if (isBlob(walk.getFileMode(0))) {
                    blobs.add(walk.getObjectId(0));
                }
                if (blobs.size() > NEIGHBOURS) {
                    return List.of();
                }
            }
        }
        return blobs;
    }

    private static boolean isBlob(FileMode mode) {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE || mode == FileMode.SYMLINK;
    }

    private static Optional<Type> type(FileMode mode) {
        return switch (mode.getBits() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_TREE -> Optional.of(Type.DIRECTORY);
            case FileMode.TYPE_FILE -> Optional.of(Type.FILE);
            case FileMode.TYPE_SYMLINK -> Optional.of(Type.SYMLINK);
            case FileMode.TYPE_GITLINK -> Optional.of(Type.SUBMODULE);
            default -> Optional.empty();
        };
    }

    @Override
    public List<CommitInfo> history(List<String> paths, int limit) {
        paths.forEach(GitNames::checkPath);
        return commit == null || limit <= 0 ? List.of() : store.call(() -> new History(store, commit).of(paths, limit));
    }

    @Override
    public boolean contains(String ancestor) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(ancestor));
        return commit != null && store.call(() -> new History(store, commit).contains(id));
    }

    @Override
    public List<Step> steps(Collection<String> paths, String since) {
        paths.forEach(GitNames::checkPath);
        @Nullable ObjectId end = since.isEmpty() ? null : ObjectId.fromString(GitNames.checkCommit(since));
        return commit == null || paths.isEmpty()
                ? List.of()
                : store.call(() -> new Mainline(store, commit).steps(paths, end));
    }

    @Override
    public boolean onMainline(String id) {
        ObjectId wanted = ObjectId.fromString(GitNames.checkCommit(id));
        return commit != null && store.call(() -> new Mainline(store, commit).has(wanted));
    }

    @Override
    public Optional<String> mergeBase(String other) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(other));
        return commit == null ? Optional.empty() : store.call(() -> new Mainline(store, commit).base(id));
    }

    @Override
    public List<CommitInfo> broughtBy(String step) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(step));
        return commit == null ? List.of() : store.call(() -> new Mainline(store, commit).broughtBy(id));
    }

    @Override
    public List<String> filesNamed(Predicate<String> name) {
        if (tree == null) {
            return List.of();
        }
        ObjectId root = tree;
        return store.call(() -> {
            List<String> files = new ArrayList<>();
            try (TreeWalk walk = new TreeWalk(store.repository())) {
                walk.addTree(root);
                walk.setRecursive(true);
                while (walk.next()) {
                    if (isBlob(walk.getFileMode(0)) && name.test(walk.getNameString())) {
                        files.add(walk.getPathString());
                    }
                }
            }
            return files;
        });
    }
}
