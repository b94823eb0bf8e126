package dev.gitops.engine.reading;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The files that differ between two trees, with the folders above them: whether a path is, or holds, one of them is told at once, however many there are. */
public final class ChangedPaths {

    private final Set<String> touched = new HashSet<>();

    /**
     * Of files.
     *
     * @param files the files' paths
     */
    public ChangedPaths(Set<String> files) {
        for (String file : files) {
            touched.add(file);
            touched.add("");
            int slash = file.lastIndexOf('/');
            while (slash > 0 && touched.add(file.substring(0, slash))) {
                slash = file.lastIndexOf('/', slash - 1);
            }
        }
    }

    /** Whether none of some paths is, or holds, a changed file. */
    boolean leave(Stream<String> paths) {
        return paths.noneMatch(touched::contains);
    }
}
