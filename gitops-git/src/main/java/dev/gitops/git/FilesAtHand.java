package dev.gitops.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/** What a clone's folder has that its commit has not: files that were changed, added or deleted, but for what {@code .gitignore} names. */
public final class FilesAtHand {

    private final LocalClone clone;
    private final List<String> uncommitted;

    private FilesAtHand(LocalClone clone, List<String> uncommitted) {
        this.clone = clone;
        this.uncommitted = uncommitted;
    }

    /**
     * Looks at the folder of a clone.
     *
     * @param clone the clone; one without a commit or without a work tree has nothing that is not committed
     * @return what is at hand there
     */
    public static FilesAtHand of(LocalClone clone) {
        return Failures.translated(clone.gitFolder(), () -> {
            try (Repository repository = open(clone.gitFolder())) {
                return new FilesAtHand(
                        clone,
                        clone.head().isEmpty() || repository.isBare()
                                ? List.of()
                                : List.copyOf(uncommitted(repository)));
            }
        });
    }

    private static Repository open(Path gitFolder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(gitFolder.toFile()).build();
    }

    private static SortedSet<String> uncommitted(Repository repository) throws IOException {
        IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
        diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
        diff.diff();
        SortedSet<String> paths = new TreeSet<>();
        Stream.of(
                        diff.getAdded(),
                        diff.getChanged(),
                        diff.getRemoved(),
                        diff.getMissing(),
                        diff.getModified(),
                        diff.getUntracked(),
                        diff.getConflicting())
                .forEach(paths::addAll);
        return paths;
    }

    /** {@return the paths in the repository of all files that are not as the commit has them, in order} */
    public List<String> uncommitted() {
        return uncommitted;
    }

    /**
     * The clone as it would be if all its files were committed now. Nothing is written to the clone: that commit is in the cache, and the same whenever the files are.
     *
     * @param cacheFolder the folder of all caches
     * @return the clone itself where nothing differs; else one in the cache, with the same branch
     * @throws GitException.UnusableCache if the cache cannot be written
     */
    public LocalClone committed(Path cacheFolder) {
        if (uncommitted.isEmpty()) {
            return clone;
        }
        Path cached = CloneView.home(clone.gitFolder(), cacheFolder, "files");
        return Failures.translated(clone.gitFolder(), () -> {
            CloneView.prepare(cached, clone.gitFolder(), Map.of());
            try (Repository repository = open(clone.gitFolder());
                    Repository objects = open(cached);
                    ObjectInserter inserter = objects.newObjectInserter()) {
                String commit = commit(repository, inserter).name();
                inserter.flush();
                CloneView.prepare(
                        cached,
                        clone.gitFolder(),
                        clone.branch()
                                .map(name -> Map.of(Constants.R_HEADS + name, commit))
                                .orElseGet(Map::of));
                return new LocalClone(cached, clone.branch(), Optional.of(commit));
            }
        });
    }

    private ObjectId commit(Repository repository, ObjectInserter inserter) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit head = walk.parseCommit(ObjectId.fromString(clone.head().orElseThrow()));
            DirCache files = DirCache.read(walk.getObjectReader(), head.getTree());
            DirCacheEditor editor = files.editor();
            Map<String, DirCacheEntry> present = new WorkTreeFiles(repository, inserter).at(uncommitted);
            for (String path : uncommitted) {
                DirCacheEntry file = present.get(path);
                editor.add(file == null ? new DirCacheEditor.DeletePath(path) : new Put(file));
            }
            editor.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setParentId(head);
            commit.setAuthor(head.getCommitterIdent());
            commit.setCommitter(head.getCommitterIdent());
            commit.setMessage("The files at hand");
            return inserter.insert(commit);
        }
    }

    /** A file takes its path, whatever stood there. */
    private static final class Put extends DirCacheEditor.PathEdit {

        private final DirCacheEntry file;

        Put(DirCacheEntry file) {
            super(file.getPathString());
            this.file = file;
        }

        @Override
        public void apply(DirCacheEntry entry) {
            entry.setFileMode(file.getFileMode());
            entry.setObjectId(file.getObjectId());
        }
    }
}
