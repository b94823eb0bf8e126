package dev.gitops.simulation;

import dev.gitops.policy.Hold;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How one environment of one application was, and how it would have been. */
final class PlaceState {

    private static final int CHANGES = 8;

    /** As the records tell it. */
    final Stay was = new Stay();

    /** As it would have been. */
    final Stay would = new Stay();

    /** The hold, as records tell it. */
    Optional<Hold> held = Optional.empty();

    /** What was refused and would have gone, by what it brings: what comes of it is told by the record of a later try. */
    Optional<Early> earlyChange = Optional.empty();

    /** The same of a deployment. */
    Optional<Early> earlyDeployment = Optional.empty();

    /** A deployment that waits. */
    Optional<Waiting> waiting = Optional.empty();

    /** The build of what came into Git last; empty where it has none. */
    OptionalLong build = OptionalLong.empty();

    /** By how much later the last deployment is. */
    Duration later = Duration.ZERO;

    /** Whether the last deployment would not have been. */
    boolean dropped;

    private final Deque<Entered> changes = new ArrayDeque<>();

    /**
     * A change that came into Git.
     *
     * @param release what it brought
     * @param commit its commit; empty where it has none
     * @param by who asked
     * @param back whether it is a rollback
     * @param recorded when, as recorded
     * @param would when it would have; empty for never
     * @param ticket what was told of it
     */
    record Entered(
            String release,
            String commit,
            String by,
            boolean back,
            Instant recorded,
            Optional<Instant> would,
            Tally.Ticket ticket) {

        /** How much later it would have come; negative for earlier. */
        Duration shift() {
            return would.map(time -> Duration.between(recorded, time)).orElse(Duration.ZERO);
        }
    }

    /**
     * Something that would have gone before the record that tells how it ends.
     *
     * @param content the release, or the state
     * @param at when it would have gone
     */
    record Early(String content, Instant at) {}

    /**
     * A deployment that waits for its time.
     *
     * @param decision its record
     * @param by how much later it goes
     * @param ticket what was told of it
     * @param bakes what is told of its bake, at the times as they would have been
     */
    record Waiting(RecordedDecision decision, Duration by, Tally.Ticket ticket, List<RecordGlance> bakes) {

        Waiting(RecordedDecision decision, Duration by, Tally.Ticket ticket) {
            this(decision, by, ticket, new ArrayList<>());
        }

        /** When it has ended. */
        Instant ends() {
            return decision.glance().ended().plus(by);
        }
    }

    void entered(Entered change) {
        changes.addFirst(change);
        if (changes.size() > CHANGES) {
            changes.removeLast();
        }
    }

    /** The newest change that came into Git. */
    Optional<Entered> newest() {
        return Optional.ofNullable(changes.peekFirst());
    }

    /** In place of the newest change, the same with another time. */
    void replaceNewest(Entered change) {
        changes.removeFirst();
        changes.addFirst(change);
    }

    /** The change that a deployment brings: that of its commit, else of its release. */
    Optional<Entered> broughtBy(String commit, String release) {
        Optional<Entered> exact = commit.isEmpty()
                ? Optional.empty()
                : changes.stream().filter(one -> one.commit().equals(commit)).findFirst();
        return exact.or(() -> release.isEmpty()
                ? Optional.empty()
                : changes.stream().filter(one -> one.release().equals(release)).findFirst());
    }

    /** When a release is verified, as it would have been; that of a deployment that waits counts. */
    Optional<Instant> wouldVerify(String release) {
        return waiting.filter(one -> one.decision().release().equals(release)
                        && one.decision().glance().verified())
                .map(Waiting::ends)
                .or(() -> would.of(release).map(Stay.Verified::at));
    }
}
