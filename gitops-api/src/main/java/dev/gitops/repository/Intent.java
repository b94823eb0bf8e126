package dev.gitops.repository;

import dev.gitops.spi.FileEdit;
import java.util.List;

/**
 * What somebody wants of a branch, asked at a tip. It is asked again on every new tip until its commit is pushed, so it must be a function of the snapshot: no effect, no memory.
 *
 * @param <T> what it answers where there is nothing to commit
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
     * @param <T> what it answers where there is nothing to commit
     */
    sealed interface Decision<T> {}

    /**
     * A commit is to be made on the tip.
     *
     * @param edits the files to write, at least one
     * @param message the message
     * @param <T> not used here
     */
    record Commit<T>(List<FileEdit> edits, CommitMessage message) implements Decision<T> {

        /** Copies the edits. */
        public Commit {
            edits = List.copyOf(edits);
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
