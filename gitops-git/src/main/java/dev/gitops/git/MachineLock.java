package dev.gitops.git;

import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A lock that holds against the other threads of this process and, by a lock of the operating system on a file, against the other processes of this machine. A process that dies loses it;
 * the file that stays behind means nothing.
 */
final class MachineLock {

    private static final Map<Path, MachineLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final Semaphore thread = new Semaphore(1, true);

    private MachineLock(Path file) {
        this.file = file;
    }

    /** The lock of a file; one for the whole process. */
    static MachineLock on(Path file) {
        return LOCKS.computeIfAbsent(file.toAbsolutePath().normalize(), MachineLock::new);
    }

    /** Takes the lock if that takes no waiting. */
    Optional<Held> tryHold() throws IOException {
        return thread.tryAcquire() ? held() : Optional.empty();
    }

    /** Takes the lock, or gives up when the time is over. */
    Optional<Held> hold(Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!thread.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            while (true) {
                Optional<FileLock> lock = lockFile();
                if (lock.isPresent()) {
                    taken = true;
                    return Optional.of(new Held(lock.get()));
                }
                if (System.nanoTime() > deadline) {
                    return Optional.empty();
                }
                Thread.sleep(ThreadLocalRandom.current().nextLong(2, 12));
            }
        } finally {
            if (!taken) {
                thread.release();
            }
        }
    }

    private Optional<Held> held() throws IOException {
        boolean taken = false;
        try {
            Optional<FileLock> lock = lockFile();
            taken = lock.isPresent();
            return lock.map(Held::new);
        } finally {
            if (!taken) {
                thread.release();
            }
        }
    }

    private Optional<FileLock> lockFile() throws IOException {
        PrivateFiles.folderOf(file);
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PrivateFiles.forFiles());
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** The lock while it is held. */
    final class Held implements AutoCloseable {

        private final FileLock lock;

        private Held(FileLock lock) {
            this.lock = lock;
        }

        @Override
        public void close() {
            try {
                lock.acquiredBy().close();
            } catch (IOException e) {
                throw new GitException.UnusableCache("the lock " + file + " cannot be released: " + e.getMessage(), e);
            } finally {
                thread.release();
            }
        }
    }
}
