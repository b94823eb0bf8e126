package dev.gitops.git;

import dev.gitops.git.Intent.Commit;
import dev.gitops.git.Intent.Decision;
import dev.gitops.git.Intent.Stop;
import dev.gitops.git.MachineLock.Held;
import dev.gitops.git.Pushing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
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
        GitSnapshot snapshot = store.snapshot(onto);
        Decision<T> decision = intent.at(snapshot);
        if (decision instanceof Stop<T> stop) {
            return Optional.of(new PushResult.Stopped<>(stop.answer()));
        }
        @Nullable ObjectId made = building.write((Commit<T>) decision, snapshot);
        if (made == null) {
            return Optional.of(new PushResult.Unchanged<>(onto.name()));
        }
        options.progress().tell("pushing a commit to " + ref);
        Verdict verdict = connection.push(ref, there, made, building.touched(onto, List.of(made)));
        if (verdict.isPushed()) {
            store.pushed(ref, made);
            return Optional.of(new PushResult.Pushed<>(made.name(), onto.name()));
        }
        if (budget.isLost(verdict, () -> store.remote().isStillAt(store.repository(), ref, there))) {
            budget.lostRace();
            return Optional.empty();
        }
        return Optional.of(new PushResult.RefusedByHost<>(verdict.text()));
    }
}
