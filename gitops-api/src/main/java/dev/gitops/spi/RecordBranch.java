package dev.gitops.spi;

import java.util.List;

/** A branch of the config repository that only grows, as a store sees it: files are added, never changed. Races between writers are settled behind it. */
public interface RecordBranch {

    /** {@return what tells this branch from every other one: the repository's address, without credentials, and the branch} */
    String name();

    /** {@return the branch's newest tree, fetched; one without files where the branch is not there yet} */
    SourceTree tip();

    /**
     * Adds files in one commit and pushes it; on a lost race the commit is made anew on the new tip.
     *
     * @param message the commit's message
     * @param additions the files; none of the paths may be there
     * @return the full id of the commit
     * @throws dev.gitops.api.GitOpsException if it cannot be pushed; {@code retryable()} where another try may do
     */
    String append(String message, List<FileEdit> additions);

    /**
     * The commits of the branch, newest first, each with the files that it changed.
     *
     * @return the whole history
     */
    List<Entry> log();

    /**
     * The files that differ between two commits. What it costs follows how many differ, not how many there are.
     *
     * @param from the older commit's full id; empty for no files
     * @param to the newer commit's full id; empty for no files
     * @return the files that differ, by path
     * @throws dev.gitops.api.GitOpsException if one of the commits cannot be had
     */
    List<FileChange> changes(String from, String to);

    /**
     * The contents of files. What is not on this machine yet is fetched, all of it at once.
     *
     * @param ids Git object ids of files
     * @return their contents in the same order
     * @throws dev.gitops.api.GitOpsException if one of them cannot be had
     */
    List<byte[]> contents(List<String> ids);

    /**
     * A commit of the branch.
     *
     * @param commit its full id
     * @param parents the full ids of its parents
     * @param changes the files that it changed
     */
    record Entry(String commit, List<String> parents, List<FileChange> changes) {

        /** Copies the lists. */
        public Entry {
            parents = List.copyOf(parents);
            changes = List.copyOf(changes);
        }
    }

    /**
     * A file that differs.
     *
     * @param path its path
     * @param before the Git object id of its old content; empty where it was added
     * @param after the Git object id of its new content; empty where it was removed
     */
    record FileChange(String path, String before, String after) {

        /** {@return whether the file is new; on this branch anything else is tampering} */
        public boolean added() {
            return before.isEmpty();
        }
    }
}
