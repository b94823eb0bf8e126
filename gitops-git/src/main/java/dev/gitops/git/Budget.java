package dev.gitops.git;

import dev.gitops.git.Pushing.Verdict;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** How long one commit goes on trying: attempts, time, and jittered exponential pauses in between. */
final class Budget {

    private static final int BROKEN_CONNECTIONS = 3;
    private static final int LOCKS = 10;
    private static final long LONGEST_PAUSE = 2_000;

    private final RepositoryOptions options;
    private final String ref;
    private final RemoteUrl url;
    private final long start = System.nanoTime();
    private int races;
    private int broken;
    private int locks;

    Budget(RepositoryOptions options, String ref, RemoteUrl url) {
        this.options = options;
        this.ref = ref;
        this.url = url;
    }

    /** Waits a moment for another writer of this machine. */
    void pause() throws InterruptedException {
        if (left() <= 0) {
            throw busy("other writers of this machine held the branch");
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(3, 15));
    }

    /** The remote's tip moved between reading and pushing. */
    void lostRace() throws InterruptedException {
        races++;
        if (races >= options.commitAttempts() || left() <= 0) {
            throw busy("other writers were faster " + races + " times");
        }
        options.progress().tell("lost the race for " + ref + " (" + races + "); asking again on its new tip");
        backOff(races);
    }

    /**
     * Whether a push was not taken for a race. Races, locks, hooks and missing rights all come with the same status: where the tip has moved it was a race, where it has not it was a refusal,
     * unless a lock is spoken of, which another push may hold or a dead one may have left.
     */
    boolean isLost(Verdict verdict, Remote remote, Callable<Boolean> isStillThere) throws Exception {
        if (verdict.isPushed()) {
            return false;
        }
        if (!isStillThere.call()) {
            return true;
        }
        if (!verdict.mentionsLock()) {
            return false;
        }
        locks++;
        Optional<String> lock = locks < LOCKS ? remote.lockLeftOn(ref) : remote.lockOn(ref);
        if (lock.isPresent()) {
            throw new GitException.Locked("cannot push to " + ref + " of " + url + ": " + lock.get());
        }
        return locks < LOCKS;
    }

    /** The connection failed; whether the push went through shows on the next one. */
    void broken(GitException.Unreachable failure) throws InterruptedException {
        broken++;
        if (broken >= BROKEN_CONNECTIONS || left() <= 0) {
            throw failure;
        }
        options.progress().tell("the connection to " + url + " failed (" + broken + "); trying again");
        backOff(broken + 3);
    }

    long left() {
        return options.commitBudget().toNanos() - (System.nanoTime() - start);
    }

    private void backOff(int step) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextLong(1, Math.min(LONGEST_PAUSE, 20L << Math.min(step, 8)) + 1));
    }

    GitException.TooBusy busy(String why) {
        return new GitException.TooBusy(
                "nothing is known to be pushed to " + ref + " of " + url + ": " + why
                        + " until the budget of " + options.commitAttempts() + " attempts and "
                        + options.commitBudget().toSeconds() + " s was spent; try again",
                null);
    }
}
