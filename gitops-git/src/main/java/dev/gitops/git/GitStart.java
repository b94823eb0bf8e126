package dev.gitops.git;

import java.nio.file.Path;

/** The beginning of all work with Git in a process. */
public final class GitStart {

    private GitStart() {}

    /**
     * Does, ahead of the first use of a repository, what that would begin with: for a program that has another processor to do it on.
     *
     * @param cacheFolder where caches are; need not exist yet
     */
    public static void prepare(Path cacheFolder) {
        Isolation.settle(cacheFolder);
    }
}
