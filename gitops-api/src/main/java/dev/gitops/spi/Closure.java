package dev.gitops.spi;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The paths an environment's manifests depend on. A path names a file or a whole directory; whatever changes at or below it may change the manifests.
 *
 * @param own paths that belong to the environment alone (its overlay, its values file): what a rollback restores
 * @param shared paths that other environments depend on too (a base, a chart)
 */
public record Closure(Set<String> own, Set<String> shared) {

    /** Sorts and copies. */
    public Closure {
        own = Collections.unmodifiableSet(new TreeSet<>(own));
        shared = Collections.unmodifiableSet(new TreeSet<>(shared));
    }

    /** {@return all paths, sorted} */
    public Set<String> all() {
        Set<String> all = new TreeSet<>(own);
        all.addAll(shared);
        return all;
    }

    /**
     * Whether a changed file may change the manifests.
     *
     * @param file the changed file's path
     * @return true if it is, or is below, one of the paths
     */
    public boolean covers(String file) {
        return covers(own, file) || covers(shared, file);
    }

    /**
     * Whether one of some paths is the file or a folder above it.
     *
     * @param paths the paths
     * @param file the file
     * @return true if so
     */
    public static boolean covers(Set<String> paths, String file) {
        if (paths.contains("") || paths.contains(file)) {
            return true;
        }
        for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
            if (paths.contains(file.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
