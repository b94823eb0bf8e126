package dev.gitops.forge;

import java.util.List;
import java.util.Optional;

/** What a host tells of commits, as far as it takes to prove which change request brought one. */
public interface History {

    /**
     * A commit of a change request or of a branch.
     *
     * @param id its full id
     * @param message its message
     */
    record Commit(String id, String message) {}

    /**
     * A commit's parents.
     *
     * @param commit its full id
     * @return their full ids, the first first; empty where the host does not tell
     */
    List<String> parents(String commit);

    /**
     * The commits that a change request's source branch has beyond its target.
     *
     * @param number the change request's number
     * @return the commits, newest first
     */
    List<Commit> own(long number);

    /**
     * A commit and its ancestors.
     *
     * @param tip its full id
     * @param length how many commits
     * @return the commits, newest first
     */
    List<Commit> chain(String tip, int length);

    /**
     * Whether a branch has a commit.
     *
     * @param branch the branch
     * @param commit the commit's full id
     * @return true if the commit is the branch's tip or an ancestor of it
     */
    boolean contains(String branch, String commit);

    /**
     * What a commit changes, in a form that a rebase leaves as it is: files, and lines taken away and added.
     *
     * @param commit its full id
     * @return the change; empty where the host does not tell the whole of it
     */
    Optional<String> change(String commit);

    /**
     * What a change request changes, in the form of {@link #change}; asked only of hosts where a person may name the commit that a request is said to be merged with.
     *
     * @param number the change request's number
     * @return the change; empty where the host vouches itself for the commit
     */
    default Optional<String> changeOf(long number) {
        return Optional.empty();
    }
}
