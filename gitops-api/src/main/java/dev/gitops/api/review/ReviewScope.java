package dev.gitops.api.review;

import java.util.List;

/**
 * How far a change reaches: only what is rendered differently counts.
 *
 * @param applications how many applications
 * @param environments the names of the environments
 * @param clusters the names of the clusters
 * @param isProtected the names of those environments among them that are protected
 * @param looked how many applications in environments were rendered to tell
 */
public record ReviewScope(
        int applications, List<String> environments, List<String> clusters, List<String> isProtected, int looked) {

    /** Copies the lists. */
    public ReviewScope {
        environments = List.copyOf(environments);
        clusters = List.copyOf(clusters);
        isProtected = List.copyOf(isProtected);
    }
}
