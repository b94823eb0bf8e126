package dev.gitops.git;

import java.io.File;
import java.nio.file.Path;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
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
}
