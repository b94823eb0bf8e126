package dev.gitops.engine.deployment;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.repository.Snapshot.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How an environment's manifests came to what they are: the states its branch has had since the last deployed one, as far as they touch what the environment depends on.
 *
 * @param steps the steps, newest first
 * @param fresh files that the environment depends on now and did not depend on then, so that older steps have made them what they are
 * @param first whether nothing was deployed before, so that the steps go back to the beginning
 */
record Changes(List<Step> steps, Set<String> fresh, boolean first) {

    /** Copies them. */
    Changes {
        steps = List.copyOf(steps);
        fresh = Set.copyOf(fresh);
    }

    /** The commits that the steps brought, merges left out: who merges has not asked. */
    List<CommitInfo> commits(Snapshot snapshot) {
        List<CommitInfo> commits = new ArrayList<>();
        for (Step step : steps) {
            commits.addAll(brought(snapshot, step));
        }
        return commits;
    }

    /** The commits that one step brought, merges left out. */
    static List<CommitInfo> brought(Snapshot snapshot, Step step) {
        return step.commit().parents().size() <= 1
                ? List.of(step.commit())
                : snapshot.broughtBy(step.commit().id()).stream()
                        .filter(commit -> commit.parents().size() <= 1)
                        .toList();
    }
}
