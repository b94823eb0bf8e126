package dev.gitops.jobdsl.model;

import org.jspecify.annotations.Nullable;

/**
 * Where jobs read the inventory: always at the tip of a protected branch.
 *
 * @param repository the URL of the repository that holds it
 * @param branch the branch
 * @param path the file's path in the repository
 * @param credentials the id of the credentials that read the repository; null where it is public
 */
public record InventoryFile(
        String repository,
        String branch,
        String path,
        @Nullable String credentials) {}
