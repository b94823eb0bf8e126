package dev.gitops.git;

import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is at work on a cache, among all processes of the machine: a lock that any number may share. Whoever comes and finds nobody knows that whatever lies about was left by the dead. */
final class Presence {

    private static final Map<Path, Presence> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private int present;
    private @Nullable FileLock lock;

    private Presence(Path file) {
        this.file = file;
    }

    static Presence of(Path file) {
        return ALL.computeIfAbsent(file.toAbsolutePath().normalize(), Presence::new);
    }

    /** Something to do while nobody else is there. */
    interface Cleaning {
        void run() throws IOException;
    }

    /** Comes; where nobody is there, cleans first. */
    synchronized void enter(Cleaning cleaning) throws IOException {
        if (present == 0) {
            PrivateFiles.folderOf(file);
            FileChannel channel = open();
            try {
                FileLock alone = channel.tryLock();
                if (alone != null) {
                    cleaning.run();
                    alone.release();
                }
                lock = channel.lock(0, Long.MAX_VALUE, true);
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
        }
        present++;
    }

    /** Does something only if nobody is there. */
    synchronized void whileAlone(Cleaning work) throws IOException {
        if (present > 0) {
            return;
        }
        PrivateFiles.folderOf(file);
        try (FileChannel channel = open()) {
            if (channel.tryLock() != null) {
                work.run();
            }
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PrivateFiles.forFiles());
    }

    /** Goes. */
    synchronized void leave() throws IOException {
        present--;
        FileLock held = lock;
        if (present == 0 && held != null) {
            lock = null;
            held.acquiredBy().close();
        }
    }
}
