package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.git.Pasts.Line;
import dev.gitops.git.past.Was;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A tree of the cache; blobs that are not there yet are fetched with their neighbours. */
final class GitSnapshot implements Snapshot {

    private static final int NEIGHBOURS = 64;
    /** Whoever misses that many times in one tree goes through all of it: more and more is fetched at once. */
    private static final int MISSES_OF_ONE_APPLICATION = 4;

    private static final int MOST_NEIGHBOURS = 1 << 18;
    /** More threads than this share what is remembered for one of them. */
    private static final int THREADS = 16;

    private final Store store;
    private final @Nullable String ref;
    private final @Nullable ObjectId commit;
    private final AtomicInteger misses = new AtomicInteger();
    private final @Nullable Recent[] recent = new Recent[THREADS];

    private volatile @Nullable ObjectId tree;
    private volatile @Nullable Old onLine;

    /** The place of an old commit on the line of its branch. What that line says of it stays true, however far the branch goes on. */
    private record Old(Line line, int number) {}

    /** A folder that was asked for last; null where there is none. */
    private record Recent(String path, @Nullable Folder folder) {}

    /**
     * The files of a commit.
     *
     * @param tree its tree; null where it is not read yet
     */
    GitSnapshot(Store store, @Nullable String ref, @Nullable ObjectId commit, @Nullable ObjectId tree) {
        this.store = store;
        this.ref = ref;
        this.commit = commit;
        this.tree = tree;
    }

    @Override
    public String commit() {
        return commit == null ? "" : commit.name();
    }

    /** The commit's tree; null where there is no commit. */
    @Nullable
    ObjectId tree() {
        @Nullable ObjectId known = tree;
        if (known == null && commit != null) {
            known = store.call(() -> store.commit(commit).getTree().copy());
            tree = known;
        }
        return known;
    }

    /** What nothing touched between an old commit and the tip of its line is the same, whatever it is; what one commit touched is not; after more it may be again. */
    @Override
    public boolean isSame(String path, SourceTree other) {
        GitNames.checkPath(path);
        if (!path.isEmpty() && commit != null && other instanceof GitSnapshot older && older.commit != null) {
            @Nullable Old known = older.store == store ? older.old(older.commit) : null;
            if (known != null && known.line().isAt(commit)) {
                int changes = known.line().past().changes(path, known.number());
                boolean isModeAlone = known.line()
                        .past()
                        .before(path, known.number())
                        .filter(Was::stayed)
                        .isPresent();
                if (changes == 0 || changes == 1 && !isModeAlone) {
                    return changes == 0;
                }
            }
        }
        return Snapshot.super.isSame(path, other);
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
        Optional<Item> found = find(path).filter(file -> isBlob(file.mode()));
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
        Optional<Item> found = find(path).filter(folder -> folder.mode() == FileMode.TREE);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        folder(found.get().id())
                .each((name, item) -> type(item.mode()).ifPresent(type -> entries.add(new Entry(name, type))));
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private Optional<Item> find(String path) {
        GitNames.checkPath(path);
        @Nullable Old known = path.isEmpty() || commit == null ? null : old(commit);
        if (known != null) {
            return store.pasts().item(known.line(), known.number(), path);
        }
        @Nullable ObjectId root = tree();
        if (root == null) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/');
        @Nullable Folder folder = slash < 0 ? null : folder(root, path.substring(0, slash));
        return slash < 0
                ? store.item(root, path)
                : Optional.ofNullable(folder == null ? null : folder.find(path.substring(slash + 1)));
    }

    /** A folder of the tree; questions that follow each other in a thread are mostly about the same one. */
    private @Nullable Folder folder(ObjectId root, String path) {
        int of = (int) Thread.currentThread().getId() % recent.length;
        @Nullable Recent last = recent[of];
        if (last != null && last.path().equals(path)) {
            return last.folder();
        }
        @Nullable Folder found = store.folder(root, path);
        recent[of] = new Recent(path, found);
        return found;
    }

    /** Where an old commit lies on a line, from which its files can be told without its trees; a branch's tip has its trees at hand. */
    private @Nullable Old old(ObjectId commit) {
        if (ref == null && onLine == null) {
            onLine = store.call(() -> store.pasts().with(commit))
                    .map(line -> new Old(line, line.past().number(commit)))
                    .orElse(null);
        }
        return onLine;
    }

    private Folder folder(ObjectId id) {
        return store.folder(id);
    }

    /** The blobs of the largest folder around a path that holds few enough of them. */
    private List<ObjectId> neighbours(String path, ObjectId id) throws Exception {
        int more = Math.max(0, misses.incrementAndGet() - MISSES_OF_ONE_APPLICATION);
        int most = Math.min(MOST_NEIGHBOURS, NEIGHBOURS << Math.min(2 * more, 12));
        List<ObjectId> blobs = List.of(id);
        for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
            Optional<Item> folder = find(slash < 0 ? "" : path.substring(0, slash));
            List<ObjectId> around =
                    folder.isEmpty() ? List.of() : blobs(folder.get().id(), most);
            if (around.isEmpty()) {
                return blobs;
            }
            blobs = around;
            if (slash < 0) {
                return blobs;
            }
        }
    }

    private List<ObjectId> blobs(ObjectId folder, int most) throws Exception {
        List<ObjectId> blobs = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(store.repository())) {
            walk.addTree(folder);
            walk.setRecursive(true);
            while (walk.next()) {
                if (isBlob(walk.getFileMode(0))) {
                    blobs.add(walk.getObjectId(0));
                }
                if (blobs.size() > most) {
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
        return commit == null || limit <= 0
                ? List.of()
                : store.call(() -> new History(store, ref, commit).of(paths, limit));
    }

    @Override
    public boolean contains(String ancestor) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(ancestor));
        return commit != null && store.call(() -> new History(store, ref, commit).contains(id));
    }

    @Override
    public List<String> commitsBeginning(String digits) {
        GitNames.checkBeginning(digits);
        return commit == null ? List.of() : store.call(() -> new History(store, ref, commit).beginning(digits));
    }

    @Override
    public List<Step> steps(Collection<String> paths, String since) {
        paths.forEach(GitNames::checkPath);
        @Nullable ObjectId end = since.isEmpty() ? null : ObjectId.fromString(GitNames.checkCommit(since));
        return commit == null || paths.isEmpty()
                ? List.of()
                : store.call(() -> new Mainline(store, ref, commit).steps(paths, end));
    }

    @Override
    public boolean onMainline(String id) {
        ObjectId wanted = ObjectId.fromString(GitNames.checkCommit(id));
        return commit != null && store.call(() -> new Mainline(store, ref, commit).has(wanted));
    }

    @Override
    public Optional<String> mergeBase(String other) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(other));
        return commit == null ? Optional.empty() : store.call(() -> new Mainline(store, ref, commit).base(id));
    }

    @Override
    public List<CommitInfo> broughtBy(String step) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(step));
        return commit == null ? List.of() : store.call(() -> new Mainline(store, ref, commit).broughtBy(id));
    }

    @Override
    public List<CommitInfo> beyond(String other) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(other));
        return commit == null ? List.of() : store.call(() -> new Mainline(store, ref, commit).beyond(id));
    }

    @Override
    public List<String> filesNamed(Pattern name) {
        @Nullable ObjectId root = tree();
        return root == null ? List.of() : store.call(() -> store.names().in(root, ref != null, name));
    }
}
