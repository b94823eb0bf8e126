package dev.gitops.jobdsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs read the inventory: always at the tip of a protected branch.
 *
 * @param repository the URL of the repository that holds it
 * @param branch the branch
 * @param path the file's path in the repository
 * @param files every file of the repository that the command needs, the inventory first
 * @param credentials the id of the credentials that read the repository; null where it is public
 */
public record InventoryFile(
        String repository,
        String branch,
        String path,
        List<String> files,
        @Nullable String credentials) {

    /** Copies the files. */
    public InventoryFile {
        files = List.copyOf(files);
    }
}
