package dev.gitops.spi;

import java.util.List;

/** A branch of the config repository that only grows, as a store sees it: files are added, never changed. Races between writers are settled behind it. */
public interface RecordBranch {

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
     * The commits of the branch, newest first, each with the paths that it touched.
     *
     * @return the history; what is read is what is asked for
     */
    List<Entry> log();

    /**
     * A commit of the branch.
     *
     * @param commit its full id
     * @param parents the full ids of its parents
     * @param added the paths it added
     * @param altered the paths it changed or removed; anything here is tampering
     */
    record Entry(String commit, List<String> parents, List<String> added, List<String> altered) {}
}
