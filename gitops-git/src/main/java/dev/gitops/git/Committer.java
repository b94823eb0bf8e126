package dev.gitops.git;

import dev.gitops.git.MachineLock.Held;
import dev.gitops.git.Pushing.Verdict;
import dev.gitops.repository.Intent;
import dev.gitops.repository.Intent.Commit;
import dev.gitops.repository.Intent.Decision;
import dev.gitops.repository.Intent.Stop;
import dev.gitops.repository.PushResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * One intent on its way to a branch. Of all that wait for a branch, in all processes that share the cache, one leads: it holds the branch's lock to push, and has the only connection. The
 * others ask their intents meanwhile, each on the commit of the one before, and queue their commits; the next leader pushes all of them at once. On a lost race the queue is dropped and
 * everyone asks again on the new tip.
 */
final class Committer<T> {

    private final Store store;
    private final RepositoryOptions options;
    private final String ref;
    private final boolean mayStart;
    private final Intent<T> intent;
    private final CommitBuilding building;
    private final Path queue;
    private final MachineLock push;
    private final MachineLock build;
    private final Budget budget;

    /** The intent's decision on the queue's tip, and the commit made of it. */
    private @Nullable Asked<T> mine;

    /** Whether the host refused the own commit together with others. */
    private boolean alone;

    Committer(Store store, RepositoryOptions options, String ref, boolean mayStart, Intent<T> intent) {
        this.store = store;
        this.options = options;
        this.ref = ref;
        this.mayStart = mayStart;
        this.intent = intent;
        this.building = new CommitBuilding(store, options);
        this.queue = store.cache().queue(ref);
        this.push = store.cache().lock(ref, "push");
        this.build = store.cache().lock(ref, "build");
        this.budget = new Budget(options, ref, store.remote().url());
    }

    /**
     * @param tip what the intent was asked on; null for a branch that is not there
     * @param made the commit; null where the answer is to make none
     * @param proof the commit whose arrival at the remote makes the answer true; null where only a leader can tell
     * @param answer the result to give then
     */
    private record Asked<T>(
            @Nullable ObjectId tip,
            @Nullable ObjectId made,
            @Nullable ObjectId proof,
            PushResult<T> answer) {}

    PushResult<T> run() throws Exception {
        Presence presence = Presence.of(store.cache().presence());
        presence.enter(store.cache()::forgetQueues);
        boolean done = false;
        try {
            while (true) {
                Optional<Held> leading = push.tryHold();
                Optional<PushResult<T>> result;
                if (leading.isPresent()) {
                    Held lock = leading.get();
                    try (lock) {
                        result = Optional.of(lead());
                    }
                } else {
                    result = follow();
                }
                if (result.isPresent()) {
                    done = true;
                    return result.get();
                }
                budget.pause();
            }
        } finally {
            if (!done) {
                withdraw();
            }
            presence.leave();
        }
    }

    /** Waits for those before: asks on the queue's tip, and looks whether the commit has been pushed. */
    private Optional<PushResult<T>> follow() throws Exception {
        CommitQueue seen = CommitQueue.read(queue);
        if (isPushed(seen)) {
            return Optional.of(asked().answer());
        }
        if (seen.known() && !isIn(seen)) {
            Optional<Held> turn = build.tryHold();
            if (turn.isPresent()) {
                Held lock = turn.get();
                try (lock) {
                    CommitQueue now = CommitQueue.read(queue);
                    if (now.known() && !isPushed(now) && !isIn(now)) {
                        ask(now);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isPushed(CommitQueue seen) {
        Asked<T> asked = mine;
        return asked != null && asked.proof() != null && seen.pushed().contains(asked.proof());
    }

    /** Whether the last answer still stands on what waits. */
    private boolean isIn(CommitQueue seen) {
        Asked<T> asked = mine;
        if (asked == null) {
            return false;
        }
        return asked.proof() != null ? seen.waiting().contains(asked.proof()) : same(asked.tip(), seen.base());
    }

    /** Asks on the queue's tip; with the lock to build held. */
    private Asked<T> ask(CommitQueue on) throws Exception {
        mine = null;
        @Nullable ObjectId tip = on.tip();
        GitSnapshot snapshot = store.snapshot(ref, tip);
        Decision<T> decision = intent.at(snapshot);
        @Nullable ObjectId made = decision instanceof Commit<T> commit ? building.write(commit, snapshot) : null;
        @Nullable T word = decision instanceof Commit<T> commit ? commit.answer() : null;
        Asked<T> asked;
        if (made != null) {
            on.plus(made).write(queue);
            asked = new Asked<>(tip, made, made, new PushResult.Pushed<>(made.name(), snapshot.commit(), word));
        } else {
            PushResult<T> answer = decision instanceof Stop<T> stop
                    ? new PushResult.Stopped<>(stop.answer())
                    : new PushResult.Unchanged<>(snapshot.commit(), word);
            asked = new Asked<>(tip, null, on.waiting().isEmpty() ? null : tip, answer);
        }
        mine = asked;
        return asked;
    }

    /** Pushes what waits and the own commit, until that is done or the budget is spent; with the lock to push held. */
    private PushResult<T> lead() throws Exception {
        while (true) {
            try (Pushing connection = store.remote().push(store.repository())) {
                Optional<PushResult<T>> result = alone ? pushAlone(connection) : pushAll(connection);
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (GitException.Unreachable e) {
                budget.broken(e);
            }
        }
    }

    private Optional<PushResult<T>> pushAll(Pushing connection) throws Exception {
        @Nullable ObjectId tip = connection.tip(ref);
        List<ObjectId> waiting;
        Held lock = building();
        try (lock) {
            CommitQueue now = queueOn(tip, CommitQueue.read(queue));
            if (isPushed(now)) {
                return Optional.of(asked().answer());
            }
            if (mine == null || asked().made() == null || !isIn(now)) {
                ask(now);
            }
            waiting = CommitQueue.read(queue).waiting();
        }
        if (waiting.isEmpty()) {
            return Optional.of(asked().answer());
        }
        Verdict verdict = push(connection, tip, waiting);
        if (verdict.isRefused() && !waiting.equals(own())) {
            alone = true;
            return Optional.empty();
        }
        Held settling = building();
        try (settling) {
            return settle(verdict, waiting);
        }
    }

    /** Pushes the own commit only, after the host refused it together with others: they ask again, and each hears its own refusal. */
    private Optional<PushResult<T>> pushAlone(Pushing connection) throws Exception {
        alone = false;
        @Nullable ObjectId tip = connection.tip(ref);
        Held lock = building();
        try (lock) {
            Asked<T> asked = ask(queueOn(tip, CommitQueue.read(queue).dropped()));
            return asked.made() == null ? Optional.of(asked.answer()) : settle(push(connection, tip, own()), own());
        }
    }

    private List<ObjectId> own() {
        @Nullable ObjectId made = asked().made();
        return made == null ? List.of() : List.of(made);
    }

    /** What the queue is, now that the remote's tip is known. */
    private CommitQueue queueOn(@Nullable ObjectId tip, CommitQueue before) throws Exception {
        if (tip == null && !mayStart) {
            throw ConfigRepository.missing(ref, store.remote().url());
        }
        if (tip != null) {
            store.fetchCommit(ref, tip);
        }
        CommitQueue now = before.on(tip);
        now.write(queue);
        return now;
    }

    private Verdict push(Pushing connection, @Nullable ObjectId tip, List<ObjectId> commits) throws Exception {
        String what = commits.size() == 1 ? "a commit" : commits.size() + " commits";
        options.progress().tell("pushing " + what + " to " + ref);
        Verdict verdict = connection.push(ref, tip, commits.get(commits.size() - 1), building.touched(tip, commits));
        return budget.isLost(verdict, store.remote(), () -> store.remote().isStillAt(store.repository(), ref, tip))
                ? Verdict.LOST
                : verdict;
    }

    /** Tells the queue what became of its commits; with the lock to build held. */
    private Optional<PushResult<T>> settle(Verdict verdict, List<ObjectId> commits) throws Exception {
        CommitQueue now = CommitQueue.read(queue);
        if (verdict.isPushed()) {
            ObjectId last = commits.get(commits.size() - 1);
            options.progress().tell("pushed " + last.abbreviate(7).name() + " to " + ref);
            noted(last, now);
            return Optional.of(asked().answer());
        }
        now.dropped().write(queue);
        if (verdict.isRefused()) {
            return Optional.of(new PushResult.RefusedByHost<>(verdict.text(), pushedAnswer()));
        }
        budget.lostRace();
        return Optional.empty();
    }

    /** Whatever goes wrong on this machine now, the commit is on its branch; the next connection tells the others. */
    private void noted(ObjectId last, CommitQueue now) throws Exception {
        try {
            store.pushed(ref, last);
            now.on(last).write(queue);
        } catch (IOException | GitException.UnusableCache e) {
            options.progress().tell("pushed, but the cache could not note it: " + e.getMessage());
        }
    }

    /** Takes the own commit out of the queue, so that nobody pushes what its owner has given up. */
    private void withdraw() throws Exception {
        Asked<T> asked = mine;
        if (asked != null && asked.made() != null) {
            Held lock = building();
            try (lock) {
                CommitQueue.read(queue).without(asked.made()).write(queue);
            }
        }
    }

    private @Nullable T pushedAnswer() {
        return asked().answer() instanceof PushResult.Pushed<T> pushed ? pushed.answer() : null;
    }

    private Asked<T> asked() {
        return Objects.requireNonNull(mine, "not asked yet");
    }

    private Held building() throws Exception {
        return build.hold(Duration.ofNanos(Math.max(budget.left(), TimeUnit.SECONDS.toNanos(5))))
                .orElseThrow(() -> budget.busy("another writer was asked for its change"));
    }

    private static boolean same(@Nullable ObjectId one, @Nullable ObjectId other) {
        return one == null ? other == null : one.equals(other);
    }
}
