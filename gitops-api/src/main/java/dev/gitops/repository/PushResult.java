package dev.gitops.repository;

import org.jspecify.annotations.Nullable;

/**
 * How an intent ended.
 *
 * @param <T> what the intent answers
 */
public sealed interface PushResult<T> {

    /**
     * The commit is on the remote branch.
     *
     * @param commit its full id
     * @param parent the full id of the tip it was made on; empty where the branch is new
     * @param answer what the intent answered with this commit
     * @param <T> the answer's type
     */
    record Pushed<T>(String commit, String parent, @Nullable T answer) implements PushResult<T> {}

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
     * @param answer what the intent answered at this tip
     * @param <T> the answer's type
     */
    record Unchanged<T>(String commit, @Nullable T answer) implements PushResult<T> {}

    /**
     * The host refused the push although the branch had not moved: branch protection, a hook, missing rights.
     *
     * @param message the host's own words, without secrets
     * @param answer what the intent answered with the refused commit
     * @param <T> the answer's type
     */
    record RefusedByHost<T>(String message, @Nullable T answer) implements PushResult<T> {}
}
