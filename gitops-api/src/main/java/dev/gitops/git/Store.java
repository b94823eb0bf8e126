package dev.gitops.git;

import dev.gitops.git.MachineLock.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
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
    private @Nullable CacheRepository repository;
    private @Nullable FileRepository side;

    Store(Cache cache, Remote remote, RepositoryOptions options) {
        this.cache = cache;
        this.remote = remote;
        this.options = options;
    }

    Remote remote() {
        return remote;
    }

    Cache cache() {
        return cache;
    }

    /** Does something that changes the cache, alone among all processes. */
    <T> T locked(Callable<T> work) throws Exception {
        Duration atMost = options.commitBudget();
        Held lock = cache.lock("cache")
                .hold(atMost)
                .orElseThrow(() -> new GitException.TooBusy(
                        "the cache " + cache.folder() + " was locked by another process for " + atMost.toSeconds()
                                + " s; try again",
                        null));
        try (lock) {
            return work.call();
        }
    }

    synchronized CacheRepository repository() throws Exception {
        if (repository == null) {
            repository = locked(cache::open);
        }
        return repository;
    }

    /** A repository without refs that shares the objects: a remote would send nothing that it thinks we have. */
    private synchronized FileRepository side() throws Exception {
        if (side == null) {
            repository();
            side = new CacheRepository(
                    cache.folder().resolve("side"), cache.folder().resolve("objects"));
        }
        return side;
    }

    /** The remote's tip of a branch, with its commit and trees in the cache; null where there is no such branch. */
    @Nullable
    ObjectId fetchTip(String ref) throws Exception {
        CacheRepository repository = repository();
        return locked(() -> {
            @Nullable ObjectId tip = remote.fetchTip(repository, ref, depth(repository));
            track(ref, tip);
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
    }

    private int depth(CacheRepository repository) throws IOException {
        Path file = cache.folder().resolve("depth");
        if (Files.exists(file)) {
            return Integer.parseInt(Files.readString(file).strip());
        }
        return remote.url().isLocal() ? 0 : 1;
    }

    /** A commit was pushed to a branch. */
    void pushed(String ref, ObjectId commit) throws Exception {
        locked(() -> {
            track(ref, commit);
            return commit;
        });
    }

    /** The files of a commit; none where there is no commit. */
    GitSnapshot snapshot(@Nullable ObjectId commit) throws Exception {
        return new GitSnapshot(
                this, commit, commit == null ? null : commit(commit).getTree().copy());
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
        }
    }

    /** A server may drop the connection when it is asked for what it does not have; where it still answers otherwise, the commit is not there. */
    private void fetchById(ObjectId id) throws Exception {
        try {
            remote.fetch(side(), List.of(id), 1);
        } catch (GitException.Unreachable dropped) {
            remote.refs(side(), "refs/heads/");
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
                remote.fetch(side(), missing, 0);
            }
            return missing;
        });
    }

    /** Whether the history in the cache ends before its beginning. */
    boolean isShallow() throws Exception {
        return !repository().getObjectDatabase().getShallowCommits().isEmpty();
    }

    /** Fetches more of a commit's history. */
    void deepen(ObjectId tip, int depth) throws Exception {
        locked(() -> {
            remote.fetch(repository(), List.of(tip), depth);
            Files.writeString(cache.folder().resolve("depth"), Integer.toString(depth));
            return depth;
        });
    }

    /** How deep the next try should look. */
    int deeper(int depth) {
        return depth <= 0 ? 64 : depth >= 4096 ? FULL : depth * 4;
    }

    int depth() throws Exception {
        return depth(repository());
    }

    @Override
    public synchronized void close() {
        if (repository != null) {
            repository.close();
        }
        if (side != null) {
            side.close();
        }
    }
}
