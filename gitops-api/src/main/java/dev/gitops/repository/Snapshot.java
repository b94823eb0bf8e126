package dev.gitops.repository;

import dev.gitops.spi.SourceTree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /**
     * The commits of this snapshot's history, itself among them, whose ids begin with some digits. Where the cache is shallow, history is fetched as far as the answer needs it.
     *
     * @param digits the beginning of an id: two hexadecimal digits, lower case, or more
     * @return the full ids
     */
    List<String> commitsBeginning(String digits);

    /**
     * The states that the branch itself has had: this commit, its first parent, that one's first parent and so on, as far as they changed any of some paths, newest first. What a merge brought is one
     * step, however many commits it has.
     *
     * @param paths files or folders
     * @param since the full id of a commit; the steps end before the first one that it has; empty for all of them
     * @return the steps
     */
    List<Step> steps(Collection<String> paths, String since);

    /**
     * Whether a commit is one of the states that the branch itself has had.
     *
     * @param commit a full commit id
     * @return true if it is this commit, its first parent, that one's first parent and so on
     */
    boolean onMainline(String commit);

    /**
     * Where this snapshot's history parts from another commit's.
     *
     * @param other a full commit id
     * @return the newest commit that both have; empty where they have none
     */
    Optional<String> mergeBase(String other);

    /**
     * The commits that a step brought: those that its commit has and its first parent has not, itself among them, newest first.
     *
     * @param commit the full id of a commit of this snapshot's history
     * @return the commits
     */
    List<CommitInfo> broughtBy(String commit);

    /**
     * The commits that this snapshot has and another commit has not, itself among them. The snapshot need not be of a branch: its history is fetched as it is needed.
     *
     * @param other the full id of a commit
     * @return the commits, newest first
     */
    List<CommitInfo> beyond(String other);

    /**
     * Every file of some names, in whatever folder.
     *
     * @param name matches the whole of a wanted file's name, without its folder
     * @return the paths, sorted
     */
    List<String> filesNamed(Pattern name);

    /**
     * A state that a branch has had.
     *
     * @param commit the commit
     * @param changed the files among those asked for that differ from the state before it
     */
    record Step(CommitInfo commit, Set<String> changed) {

        /** Copies the set. */
        public Step {
            changed = Set.copyOf(changed);
        }

        /** {@return the full id of the state before; empty where there is none} */
        public String before() {
            return commit.parents().isEmpty() ? "" : commit.parents().get(0);
        }
    }
}
