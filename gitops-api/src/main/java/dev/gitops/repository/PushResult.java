package dev.gitops.repository;

/**
 * How an intent ended.
 *
 * @param <T> what the intent answers where there is nothing to commit
 */
public sealed interface PushResult<T> {

    /**
     * The commit is on the remote branch.
     *
     * @param commit its full id
     * @param parent the full id of the tip it was made on; empty where the branch is new
     * @param <T> not used here
     */
    record Pushed<T>(String commit, String parent) implements PushResult<T> {}

    /**
     * The intent wanted nothing committed.
     *
     * @param answer its answer
     * @param <T> the answer's type
     */
    record Stopped<T>(T answer) implements PushResult<T> {}

    /**
     * The edits change nothing at the tip, so nothing was committed.
     *
     * @param commit the tip's full id; empty where there is no branch
     * @param <T> not used here
     */
    record Unchanged<T>(String commit) implements PushResult<T> {}

    /**
     * The host refused the push although the branch had not moved: branch protection, a hook, missing rights.
     *
     * @param message the host's own words, without secrets
     * @param <T> not used here
     */
    record RefusedByHost<T>(String message) implements PushResult<T> {}
}
