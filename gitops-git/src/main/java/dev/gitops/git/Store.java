package dev.gitops.git;

import dev.gitops.api.Progress;
import dev.gitops.git.Folder.Item;
import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Objects, from the cache or else from the remote. What changes the cache holds the cache's lock. */
final class Store implements AutoCloseable {

    private static final int FULL = Integer.MAX_VALUE;
    private static final String TRACKING = "refs/remotes/origin/";

    private final Cache cache;
    private final Remote remote;
    private final RepositoryOptions options;
    private final Folders folders = new Folders();
    private final Pasts pasts = new Pasts(this);
    private final Names names = new Names(this);
    private final OpenCache open;

    Store(Cache cache, Remote remote, RepositoryOptions options) {
        this.cache = cache;
        this.remote = remote;
        this.options = options;
        this.open = new OpenCache(cache, remote.url(), options);
    }

    Remote remote() {
        return remote;
    }

    /** What is known of the histories of branches. */
    Pasts pasts() {
        return pasts;
    }

    /** What is known of where files of some names are. */
    Names names() {
        return names;
    }

    Progress progress() {
        return options.progress();
    }

    /** A folder, read once. */
    Folder folder(ObjectId tree) {
        @Nullable Folder known = folders.known(tree);
        return known != null ? known : call(() -> folders.get(tree, this));
    }

    /** What is at a path below a tree. */
    Optional<Item> item(ObjectId root, String path) {
        return Optional.ofNullable(below(new Item(root, FileMode.TREE), path));
    }

    private @Nullable Item below(Item root, String path) {
        @Nullable Item at = root;
        for (int from = 0; at != null && from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            at = at.mode() == FileMode.TREE ? folder(at.id()).find(path.substring(from, to)) : null;
            from = to + 1;
        }
        return at;
    }

    /** The folder at a path below a tree; null where there is none. */
    @Nullable
    Folder folder(ObjectId root, String path) {
        @Nullable Item found = below(new Item(root, FileMode.TREE), path);
        return found != null && found.mode() == FileMode.TREE ? folder(found.id()) : null;
    }

    /** Does something that changes the cache, alone among all processes. */
    <T> T locked(Callable<T> work) throws Exception {
        return open.locked(work);
    }

    /** Does something with JGit, tells its failures in our words, and tries once more with a new cache where this one is broken. */
    <T> T call(Callable<T> work) {
        return open.call(work);
    }

    CacheRepository repository() throws Exception {
        return open.repository();
    }

    Cache cache() {
        return cache;
    }

    /** The remote's tip of a branch, with its commit and trees in the cache; null where there is no such branch. */
    @Nullable
    ObjectId fetchTip(String ref) throws Exception {
        CacheRepository repository = repository();
        return locked(() -> {
            @Nullable ObjectId tip = remote.fetchTip(repository, ref, depth(repository));
            track(ref, tip);
            pasts.isAt(ref, tip);
            return tip;
        });
    }

    /** Makes sure that a commit that the remote advertised is here. */
    void fetchCommit(String ref, ObjectId commit) throws Exception {
        CacheRepository repository = repository();
        if (!repository.getObjectDatabase().has(commit)) {
            locked(() -> {
                remote.fetch(repository, List.of(commit), depth(repository));
                track(ref, commit);
                return commit;
            });
        }
        pasts.isAt(ref, commit);
    }

    private int depth(CacheRepository repository) throws IOException {
        Path file = cache.folder().resolve("depth");
        if (Files.exists(file)) {
            String text = Files.readString(file).strip();
            if (text.matches("[0-9]{1,10}")) {
                long depth = Long.parseLong(text);
                return depth >= FULL ? 0 : (int) depth;
            }
        }
        return remote.url().isLocal() ? 0 : 1;
    }

    /** A commit was pushed to a branch. That stands, so that a cache that cannot note it is thrown away instead of failing. */
    void pushed(String ref, ObjectId commit) throws Exception {
        locked(() -> {
            try {
                track(ref, commit);
            } catch (IOException broken) {
                open.repair(broken);
            }
            return commit;
        });
    }

    /** The files of a commit, which is the tip of a branch where one is named; none where there is no commit. Of one that lies on a known line it is known that it is there. */
    GitSnapshot snapshot(@Nullable String ref, @Nullable ObjectId commit) throws Exception {
        if (commit == null || ref == null && pasts.has(commit)) {
            return new GitSnapshot(this, ref, commit, null);
        }
        return new GitSnapshot(this, ref, commit, commit(commit).getTree().copy());
    }

    /** Remembers where a branch of the remote is. */
    private void track(String ref, @Nullable ObjectId tip) throws Exception {
        RefUpdate update = repository().updateRef(TRACKING + ref.substring("refs/heads/".length()));
        update.setForceUpdate(true);
        update.disableRefLog();
        if (tip == null) {
            update.delete();
        } else {
            update.setNewObjectId(tip);
            update.forceUpdate();
        }
    }

    /** A commit, from the cache or by its id from the remote. */
    RevCommit commit(ObjectId id) throws Exception {
        try {
            return parse(id);
        } catch (MissingObjectException e) {
            locked(() -> {
                fetchById(id);
                return id;
            });
            return parse(id);
        } catch (IncorrectObjectTypeException e) {
            throw new GitException.MissingCommit(id.name() + " is no commit in " + remote.url() + "; check the id", e);
        }
    }

    /** A server may drop the connection when it is asked for what it does not have; where it still answers otherwise, the commit is not there. */
    private void fetchById(ObjectId id) throws Exception {
        if (remote.url().isLocal() && LocalRemote.isShallow(remote.url())) {
            throw GitException.UnsupportedFormat.shallow(
                    CloneView.inWords(remote.url().toString()), "the commit " + id.name());
        }
        try {
            remote.fetch(open.side(), List.of(id), 1);
        } catch (GitException.Unreachable dropped) {
            remote.refs(open.side(), "refs/heads/");
            throw new GitException.MissingCommit(
                    remote.url() + " does not give the commit " + id.name()
                            + "; check the id, or push the commit first",
                    dropped);
        }
    }

    private RevCommit parse(ObjectId id) throws Exception {
        try (RevWalk walk = new RevWalk(repository())) {
            return walk.parseCommit(id);
        }
    }

    /** Fetches a commit by its id with as much history as the cache has of others. */
    void fetchHistory(ObjectId id) throws Exception {
        locked(() -> {
            remote.fetch(repository(), List.of(id), depth(repository()));
            return id;
        });
    }

    /** Fetches those of some blobs that are not here. */
    void fetchObjects(Collection<ObjectId> ids) throws Exception {
        locked(() -> {
            List<ObjectId> missing = new ArrayList<>();
            try (ObjectReader reader = repository().newObjectReader()) {
                for (ObjectId id : ids) {
                    if (!reader.has(id)) {
                        missing.add(id);
                    }
                }
            }
            if (!missing.isEmpty()) {
                remote.fetch(open.side(), missing, 0);
            }
            return missing;
        });
    }

    /** Whether the history in the cache ends before its beginning. */
    boolean isShallow() throws Exception {
        return !repository().getObjectDatabase().getShallowCommits().isEmpty();
    }

    /** Fetches more of a commit's history than a depth, and tells the new depth. */
    int deepen(ObjectId tip, int before) throws Exception {
        int depth = before >= 4096 ? FULL : Math.max(64, before * 4);
        options.progress()
                .tell("fetching " + (depth == FULL ? "all" : depth + " commits") + " of the history of "
                        + remote.url());
        return locked(() -> {
            remote.fetch(repository(), List.of(tip), depth);
            PrivateFiles.write(
                    cache.folder().resolve("depth"), Integer.toString(depth).getBytes(StandardCharsets.UTF_8));
            pasts.forget();
            return depth;
        });
    }

    static boolean isFull(int depth) {
        return depth == FULL;
    }

    int depth() throws Exception {
        return remote.url().isLocal() && LocalRemote.isShallow(remote.url()) ? FULL : depth(repository());
    }

    /** Refuses to tell what a history says that ends before its beginning, and that nobody here can lengthen. */
    void requireWhole() {
        if (remote.url().isLocal() && LocalRemote.isShallow(remote.url())) {
            throw GitException.UnsupportedFormat.shallow(
                    CloneView.inWords(remote.url().toString()), "its history");
        }
    }

    @Override
    public synchronized void close() {
        pasts.keep();
        remote.close();
        open.close();
    }
}
