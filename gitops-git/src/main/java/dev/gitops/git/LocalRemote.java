package dev.gitops.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** A remote that is a folder of this machine: its objects are read where they are. */
final class LocalRemote {

    private LocalRemote() {}

    static Path gitDirectory(RemoteUrl url) {
        @Nullable File directory = FileKey.resolve(new File(url.uri().getPath()), FS.DETECTED);
        if (directory == null) {
            throw new GitException.MissingRepository(
                    "there is no Git repository at " + url + "; check the path, or make one with git init --bare",
                    null);
        }
        return directory.toPath().toAbsolutePath().normalize();
    }

    static Path objects(RemoteUrl url) {
        return gitDirectory(url).resolve("objects");
    }

    /** Whether the history ends early in it, as in a clone with --depth. */
    static boolean isShallow(RemoteUrl url) {
        return Files.exists(gitDirectory(url).resolve("shallow"));
    }

    /** Refuses a repository whose ids are SHA-256, which JGit takes for damage. */
    static void requireSha1(RemoteUrl url) {
        Path config = gitDirectory(url).resolve("config");
        if (Files.isReadable(config)) {
            FileBasedConfig read = new FileBasedConfig(config.toFile(), FS.DETECTED);
            try {
                read.load();
            } catch (IOException | ConfigInvalidException unreadable) {
                return;
            }
            if ("sha256".equalsIgnoreCase(read.getString("extensions", null, "objectformat"))) {
                throw GitException.UnsupportedFormat.sha256(url.toString());
            }
        }
    }
}
