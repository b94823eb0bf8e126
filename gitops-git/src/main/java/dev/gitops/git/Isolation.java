package dev.gitops.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit, while it works for us, from the user's and the system's Git configuration and from environment variables (and from running {@code git} to find them). JGit has one reader of
 * these for the whole process; ours stands before it and answers otherwise only to threads that are inside {@link #call}, so that other users of JGit in the process notice nothing.
 */
final class Isolation extends SystemReader.Delegate {

    private static final InheritableThreadLocal<Boolean> INSIDE = new InheritableThreadLocal<>();

    private static volatile boolean settling;

    private Isolation(SystemReader outside) {
        super(outside);
    }

    /** Does some work with JGit in isolation. */
    static <T> T call(Callable<T> work) throws Exception {
        if (Boolean.TRUE.equals(INSIDE.get())) {
            return work.call();
        }
        install();
        INSIDE.set(true);
        try {
            return work.call();
        } finally {
            INSIDE.remove();
        }
    }

    private static void install() {
        if (!(SystemReader.getInstance() instanceof Isolation)) {
            synchronized (Isolation.class) {
                if (!(SystemReader.getInstance() instanceof Isolation)) {
                    SystemReader.setInstance(new Isolation(SystemReader.getInstance()));
                    FS.FileStoreAttributes.setBackground(true);
                }
            }
        }
    }

    private static boolean inside() {
        return Boolean.TRUE.equals(INSIDE.get()) || settling && Thread.currentThread() instanceof ForkJoinWorkerThread;
    }

    /**
     * Lets JGit settle how exact a folder's file times are, before many threads ask at once. It does so in Java's common pool while the one who asked waits: for ever, where all threads of that pool wait
     * in turn for that one. Therefore it is also told to wait no longer than a moment, and to take times as coarse till then.
     *
     * @param folder the folder; need not exist yet
     */
    static void settle(Path folder) {
        install();
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        synchronized (Isolation.class) {
            settling = true;
            try {
                FS.getFileStoreAttributes(there);
            } finally {
                settling = false;
            }
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return inside() ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return inside() ? new Empty(parent, fs) : super.openUserConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return inside() ? new Empty(parent, fs) : super.openSystemConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return inside() ? new Empty(parent, fs) : super.openJGitConfig(parent, fs);
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return inside() ? new Empty(null, FS.DETECTED) : super.getUserConfig();
    }

    @Override
    public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
        return inside() ? new Empty(null, FS.DETECTED) : super.getSystemConfig();
    }

    @Override
    public StoredConfig getJGitConfig() throws ConfigInvalidException, IOException {
        return inside() ? new Empty(null, FS.DETECTED) : super.getJGitConfig();
    }

    /** A configuration without a file. */
    private static final class Empty extends FileBasedConfig {

        @SuppressWarnings("NullAway")
        Empty(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        /** JGit would spend seconds of every process on measuring how exact the times of the file system are. */
        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(1, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, unit);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
