package dev.gitops.simulation;

import dev.gitops.policy.Soak;
import dev.gitops.policy.Soak.Event;
import dev.gitops.policy.Soak.Kind;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What was deployed to one environment so far, as much of it as rules ask for: the last verified releases, the states they had, and since when the present one is verified. */
final class Stay {

    private static final int RELEASES = 5;
    private static final int STATES = 100;

    /** A verified deployment. */
    record Verified(String id, String release, Instant at) {}

    private final Deque<Verified> verified = new ArrayDeque<>();
    private final Deque<Long> states = new ArrayDeque<>();
    private Optional<Event> newest = Optional.empty();
    private Instant since = Instant.EPOCH;
    private String lastId = "";
    private Instant lastDecided = Instant.MIN;
    private boolean failed;
    private boolean ever;

    /** A deployment that reached the cluster, so much later than it is recorded, or with a negative time earlier. */
    void deployed(RecordedDecision decision, Duration by) {
        RecordGlance glance = decision.glance();
        Kind kind = Replay.kind(decision);
        Instant ended = glance.ended().plus(by);
        ever = true;
        lastId = glance.id();
        lastDecided = decision.decided().plus(by);
        failed = kind == Kind.FAILED;
        event(new Event(kind, decision.release(), ended, glance.id()));
        if (kind != Kind.FAILED) {
            verified.addFirst(new Verified(glance.id(), decision.release(), ended));
            if (verified.size() > RELEASES) {
                verified.removeLast();
            }
            states.addFirst(DeploymentJudge.state(decision));
            if (states.size() > STATES) {
                states.removeLast();
            }
        }
    }

    /** A deployment was asked for, whatever came of it. */
    void tried() {
        ever = true;
    }

    /** Drift that was found. */
    void drifted(String id, Instant ended) {
        event(new Event(Kind.DRIFTED, newest.map(Event::release).orElse(""), ended, id));
    }

    /** What was verified since a deployment failed in its bake. */
    void bakeFailed(String of, String id, Instant ended) {
        String release = newest.map(Event::release).orElse("");
        event(new Event(Kind.FAILED, release, ended, id));
        failed = true;
        if (verified.stream().anyMatch(one -> one.id().equals(of))) {
            Iterator<Verified> all = verified.iterator();
            boolean found = false;
            while (all.hasNext() && !found) {
                found = all.next().id().equals(of);
                all.remove();
                states.pollFirst();
            }
        }
    }

    private void event(Event event) {
        boolean goesOn = event.kind() == Kind.VERIFIED
                && newest.filter(before -> before.release().equals(event.release())
                                && (before.kind() == Kind.VERIFIED || before.kind() == Kind.HEALED))
                        .isPresent();
        if (!goesOn || event.time().isBefore(since)) {
            since = event.time();
        }
        newest = Optional.of(event);
    }

    /** What happened, the newest first, as {@link Soak} wants it: the beginning of the present time stands for all of it. */
    List<Event> events() {
        return newest.map(event -> event.kind() == Kind.VERIFIED && !since.equals(event.time())
                        ? List.of(event, new Event(Kind.VERIFIED, event.release(), since, event.record()))
                        : List.of(event))
                .orElse(List.of());
    }

    /** Whether a deployment was ever asked for. */
    boolean ever() {
        return ever;
    }

    /** Whether the last deployment failed. */
    boolean failed() {
        return failed;
    }

    /** The id of the last deployment. */
    String lastId() {
        return lastId;
    }

    /** When the last deployment was decided: it brought what Git had then. */
    Instant lastDecided() {
        return lastDecided;
    }

    /** The last verified deployment. */
    Optional<Verified> last() {
        return Optional.ofNullable(verified.peekFirst());
    }

    /** The verified deployment of a release, of the last few. */
    Optional<Verified> of(String release) {
        return verified.stream().filter(one -> one.release().equals(release)).findFirst();
    }

    /** Whether a state was verified before: not the present one, unless what Git has says that it goes back. */
    boolean goesBackTo(long state, boolean saysSo) {
        boolean first = true;
        for (long known : states) {
            if (known == state) {
                return !first || saysSo;
            }
            first = false;
        }
        return false;
    }
}
