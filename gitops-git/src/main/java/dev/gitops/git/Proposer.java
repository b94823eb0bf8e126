package dev.gitops.git;

import dev.gitops.git.MachineLock.Held;
import dev.gitops.git.Pushing.Verdict;
import dev.gitops.repository.Intent;
import dev.gitops.repository.Intent.Commit;
import dev.gitops.repository.Intent.Decision;
import dev.gitops.repository.Intent.Stop;
import dev.gitops.repository.PushResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** One intent on its way to a branch of its own, on the tip of another branch. */
final class Proposer<T> {

    private final Store store;
    private final RepositoryOptions options;
    private final String ref;
    private final String base;
    private final Intent<T> intent;
    private final CommitBuilding building;
    private final Budget budget;

    Proposer(Store store, RepositoryOptions options, String ref, String base, Intent<T> intent) {
        this.store = store;
        this.options = options;
        this.ref = ref;
        this.base = base;
        this.intent = intent;
        this.building = new CommitBuilding(store, options);
        this.budget = new Budget(options, ref, store.remote().url());
    }

    PushResult<T> run() throws Exception {
        Held lock = store.cache()
                .lock(ref, "push")
                .hold(Duration.ofNanos(budget.left()))
                .orElseThrow(() -> budget.busy("other writers of this machine held the branch"));
        try (lock) {
            while (true) {
                try (Pushing connection = store.remote().push(store.repository())) {
                    Optional<PushResult<T>> result = propose(connection);
                    if (result.isPresent()) {
                        return result.get();
                    }
                } catch (GitException.Unreachable e) {
                    budget.broken(e);
                }
            }
        }
    }

    private Optional<PushResult<T>> propose(Pushing connection) throws Exception {
        @Nullable ObjectId onto = connection.tip(base);
        @Nullable ObjectId there = connection.tip(ref);
        if (onto == null) {
            throw ConfigRepository.missing(base, store.remote().url());
        }
        store.fetchCommit(base, onto);
        GitSnapshot snapshot = store.snapshot(base, onto);
        Decision<T> decision = intent.at(snapshot);
        if (decision instanceof Stop<T> stop) {
            return Optional.of(new PushResult.Stopped<>(stop.answer()));
        }
        Commit<T> wanted = (Commit<T>) decision;
        @Nullable ObjectId made = building.write(wanted, snapshot);
        if (made == null) {
            return Optional.of(new PushResult.Unchanged<>(onto.name(), wanted.answer()));
        }
        if (there != null && isSameProposal(there, onto, made)) {
            return Optional.of(new PushResult.Pushed<>(there.name(), onto.name(), wanted.answer()));
        }
        options.progress().tell("pushing a commit to " + ref);
        Verdict verdict = connection.push(ref, there, made, building.touched(onto, List.of(made)));
        if (verdict.isPushed()) {
            try {
                store.pushed(ref, made);
            } catch (IOException | GitException.UnusableCache e) {
                options.progress().tell("pushed, but the cache could not note it: " + e.getMessage());
            }
            return Optional.of(new PushResult.Pushed<>(made.name(), onto.name(), wanted.answer()));
        }
        if (budget.isLost(verdict, store.remote(), () -> store.remote().isStillAt(store.repository(), ref, there))) {
            budget.lostRace();
            return Optional.empty();
        }
        return Optional.of(new PushResult.RefusedByHost<>(verdict.text(), wanted.answer()));
    }

    /** A proposal that is there already stays, and with it what reviewers said of it, even where its base has moved on elsewhere. */
    private boolean isSameProposal(ObjectId there, ObjectId onto, ObjectId made) throws Exception {
        RevCommit present = store.commit(there);
        return present.getParentCount() == 1
                && changes(store.commit(present.getParent(0)), present)
                        .equals(changes(store.commit(onto), store.commit(made)));
    }

    /** What a commit makes of each file it touches. */
    private Map<String, ObjectId> changes(RevCommit before, RevCommit after) throws Exception {
        Map<String, ObjectId> changes = new HashMap<>();
        try (TreeWalk walk = new TreeWalk(store.repository())) {
            walk.addTree(before.getTree());
            walk.addTree(after.getTree());
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            while (walk.next()) {
                changes.put(walk.getPathString(), walk.getObjectId(1));
            }
        }
        return changes;
    }
}
