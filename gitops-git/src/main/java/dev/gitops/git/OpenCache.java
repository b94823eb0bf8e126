package dev.gitops.git;

import dev.gitops.api.GitOpsException;
import dev.gitops.git.MachineLock.Held;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.jspecify.annotations.Nullable;

/** A cache as it is open in this process: its repositories, alone among all processes while it changes, and made anew where it is broken. */
final class OpenCache implements AutoCloseable {

    private final Cache cache;
    private final RemoteUrl url;
    private final RepositoryOptions options;
    private final ThreadLocal<Boolean> holding = new ThreadLocal<>();
    private volatile @Nullable CacheRepository repository;
    private @Nullable CacheRepository side;

    OpenCache(Cache cache, RemoteUrl url, RepositoryOptions options) {
        this.cache = cache;
        this.url = url;
        this.options = options;
        Isolation.settle(cache.folder());
    }

    /** Does something that changes the cache, alone among all processes. */
    <T> T locked(Callable<T> work) throws Exception {
        if (Boolean.TRUE.equals(holding.get())) {
            return work.call();
        }
        Duration atMost = options.commitBudget();
        Held lock = cache.lock("cache").hold(atMost).orElseThrow(() -> cache.busy(atMost));
        holding.set(true);
        try (lock) {
            return work.call();
        } finally {
            holding.remove();
        }
    }

    /** Does something with JGit, tells its failures in our words, and tries once more with a new cache where this one is broken. */
    <T> T call(Callable<T> work) {
        return Failures.translated(url, () -> {
            @Nullable CacheRepository used = repository;
            try {
                return work.call();
            } catch (GitException.UnusableCache e) {
                if (!Damage.isIn(e)) {
                    throw e;
                }
                repair(used, e);
            } catch (GitOpsException | ClosedByInterruptException | InterruptedIOException e) {
                throw e;
            } catch (IOException | IndexOutOfBoundsException e) {
                repair(used, e);
            }
            return work.call();
        });
    }

    /** Makes the cache anew, since it failed. */
    void repair(Exception failure) throws Exception {
        repair(repository, failure);
    }

    private void repair(@Nullable CacheRepository used, Exception failure) throws Exception {
        locked(() -> {
            synchronized (this) {
                if (used == null || used == repository) {
                    if (used == null || used.isWhereItWas()) {
                        cache.renew(
                                "the cache " + cache.folder() + " is broken and made anew: " + failure.getMessage());
                    }
                    close();
                }
            }
            return cache;
        });
    }

    CacheRepository repository() throws Exception {
        CacheRepository opened = repository;
        return opened != null ? opened : locked(this::openRepository);
    }

    private synchronized CacheRepository openRepository() {
        CacheRepository opened = repository;
        if (opened == null) {
            opened = cache.open();
            repository = opened;
        }
        return opened;
    }

    /** A repository without refs that shares the objects: a remote would send nothing that it thinks we have. */
    FileRepository side() throws Exception {
        repository();
        synchronized (this) {
            CacheRepository opened = side;
            if (opened == null) {
                opened = new CacheRepository(
                        cache.folder().resolve("side"), cache.folder().resolve("objects"));
                side = opened;
            }
            return opened;
        }
    }

    @Override
    public synchronized void close() {
        if (repository != null) {
            repository.close();
        }
        if (side != null) {
            side.close();
        }
        repository = null;
        side = null;
    }
}
