package dev.gitops.git;

import dev.gitops.repository.Snapshot;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the merge of two commits would give.
 *
 * @param result the files then, at a commit that is on no branch and the same for the same two; empty where only a person can merge them
 * @param conflicts the files that both sides changed in ways that do not go together, sorted
 */
public record Merging(Optional<Snapshot> result, Set<String> conflicts) {

    /** Copies the set. */
    public Merging {
        conflicts = Collections.unmodifiableSet(new TreeSet<>(conflicts));
    }
}
