package dev.gitops.repository;

import dev.gitops.spi.FileEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a branch, asked at a tip. It is asked again on every new tip until its commit is pushed, so it must be a function of the snapshot: no effect, no memory.
 *
 * @param <T> what it answers, with a commit and without
 */
@FunctionalInterface
public interface Intent<T> {

    /**
     * Decides.
     *
     * @param tip the branch as it is now
     * @return the commit to make, or the reason not to make one
     */
    Decision<T> at(Snapshot tip);

    /**
     * What an intent wants at a tip.
     *
     * @param <T> what it answers, with a commit and without
     */
    sealed interface Decision<T> {}

    /**
     * A commit is to be made on the tip.
     *
     * @param edits the files to write, at least one
     * @param message the message
     * @param answer what the result carries once this commit, and no other, is pushed; null where it needs none
     * @param <T> the answer's type
     */
    record Commit<T>(
            List<FileEdit> edits,
            CommitMessage message,
            @Nullable T answer) implements Decision<T> {

        /** Copies the edits. */
        public Commit {
            edits = List.copyOf(edits);
        }

        /**
         * A commit without an answer.
         *
         * @param edits the files to write, at least one
         * @param message the message
         */
        public Commit(List<FileEdit> edits, CommitMessage message) {
            this(edits, message, null);
        }
    }

    /**
     * Nothing is to be committed.
     *
     * @param answer why: already there, superseded, refused
     * @param <T> the answer's type
     */
    record Stop<T>(T answer) implements Decision<T> {}
}
