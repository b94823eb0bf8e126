package dev.gitops.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
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

    /** The commits of the refs that begin with a prefix, read where they are; each time anew, since others write them. */
    static Map<String, ObjectId> refs(RemoteUrl url, String prefix) throws IOException {
        Map<String, ObjectId> found = new TreeMap<>();
        try (Repository there = open(url)) {
            for (Ref ref : there.getRefDatabase().getRefsByPrefix(prefix)) {
                if (ref.getObjectId() != null) {
                    found.put(ref.getName(), ref.getObjectId());
                }
            }
        }
        return found;
    }

    /** The commit of a ref; null where there is no such ref. */
    static @Nullable ObjectId tip(RemoteUrl url, String ref) throws IOException {
        try (Repository there = open(url)) {
            @Nullable Ref found = there.exactRef(ref);
            return found == null ? null : found.getObjectId();
        }
    }

    private static Repository open(RemoteUrl url) throws IOException {
        requireSha1(url);
        return new RepositoryBuilder().setGitDir(gitDirectory(url).toFile()).build();
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
