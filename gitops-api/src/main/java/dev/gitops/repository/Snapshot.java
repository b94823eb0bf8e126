package dev.gitops.repository;

import dev.gitops.spi.SourceTree;
import java.util.List;

/** A branch at one commit: its files and its history. */
public interface Snapshot extends SourceTree {

    /**
     * Commits that touch any of some paths, newest first. Where the cache is shallow, history is fetched as far as the answer needs it.
     *
     * @param paths files or folders; empty for every commit
     * @param limit how many commits at the most
     * @return the commits
     */
    List<CommitInfo> history(List<String> paths, int limit);

    /**
     * Whether a commit is this snapshot's commit or one of its ancestors.
     *
     * @param commit a full commit id
     * @return true if so
     */
    boolean contains(String commit);
}
