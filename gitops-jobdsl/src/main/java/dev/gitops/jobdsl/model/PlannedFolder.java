package dev.gitops.jobdsl.model;

import java.util.List;

/**
 * A folder of jobs.
 *
 * @param path the folder's full name
 * @param description what stands on its page
 * @param permissions who may do what in it, besides those who may everywhere; empty where matrix authorisation was not asked for
 */
public record PlannedFolder(String path, String description, List<Grant> permissions) {

    /** Copies the permissions. */
    public PlannedFolder {
        permissions = permissions == null ? List.of() : List.copyOf(permissions);
    }

    /**
     * Permissions of a person or a group.
     *
     * @param kind {@code user} or {@code group}
     * @param name the name, as the security realm knows it
     * @param permissions Jenkins' names of the permissions
     */
    public record Grant(String kind, String name, List<String> permissions) {

        /** Copies the permissions. */
        public Grant {
            permissions = List.copyOf(permissions);
        }
    }
}
