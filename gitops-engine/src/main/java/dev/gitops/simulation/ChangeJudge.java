package dev.gitops.simulation;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.api.model.GateSpec;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.PromotionPaths;
import dev.gitops.policy.Soak;
import dev.gitops.policy.Soak.Event;
import dev.gitops.record.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is in the way of a release, a promotion or a set value: path, hold, line and windows first, then what a promotion needs where it comes from. */
final class ChangeJudge {

    private static final Set<Kind> JUDGED =
            EnumSet.of(Kind.PATH, Kind.HOLD, Kind.FREEZE, Kind.SOAK, Kind.VERIFICATION, Kind.GATE);

    private final Places places;
    private final Barriers barriers;
    private final Evidence evidence;

    ChangeJudge(Places places, Barriers barriers, Evidence evidence) {
        this.places = places;
        this.barriers = barriers;
        this.evidence = evidence;
    }

    List<Refusal> refusals(RecordedDecision decision, PlaceState place, Rules.OfPlace here, Instant time) {
        List<Refusal> refusals = new ArrayList<>();
        path(decision, here).map(text -> new Refusal(Kind.PATH, text)).ifPresent(refusals::add);
        barriers.hold(decision, place, here, time).ifPresent(refusals::add);
        barriers.stop(decision, here, time).ifPresent(refusals::add);
        barriers.window(decision, here, time).ifPresent(refusals::add);
        if (refusals.isEmpty() && isPromotion(decision)) {
            refusals.addAll(promotion(decision, here, time));
        }
        return refusals.isEmpty() ? evidence.standing(decision, JUDGED) : refusals;
    }

    private static boolean isPromotion(RecordedDecision decision) {
        return decision.glance().operation().equals(Operation.PROMOTE.word())
                && decision.from().isPresent();
    }

    private static Optional<String> path(RecordedDecision decision, Rules.OfPlace here) {
        if (isPromotion(decision)) {
            return PromotionPaths.promotionRefusal(
                    here.app(), EnvironmentName.of(decision.from().orElseThrow()), here.environment());
        }
        return decision.glance().operation().equals(Operation.RELEASE.word())
                ? PromotionPaths.releaseRefusal(here.app(), here.environment())
                : Optional.empty();
    }

    /** What a change brings, or would have brought where it was refused before anybody looked. */
    String release(RecordedDecision decision) {
        return isPromotion(decision)
                ? release(
                        decision,
                        places.find(decision.glance().app(), decision.from().orElseThrow()))
                : decision.release();
    }

    private List<Refusal> promotion(RecordedDecision decision, Rules.OfPlace here, Instant time) {
        String from = decision.from().orElseThrow();
        Optional<PlaceState> source = places.find(here.app().name(), from);
        String release = release(decision, source);
        Optional<Refusal> unverified =
                decision.unverified() ? Optional.empty() : unverified(decision, source, release, from, here, time);
        if (unverified.isPresent()) {
            return List.of(unverified.get());
        }
        List<Refusal> unripe = soak(decision, release, from, here, time);
        return unripe.isEmpty()
                ? evidence.gates(decision, here.environment().gates(), GateSpec.Before.PROMOTION)
                : unripe;
    }

    /** A promotion that was refused before it looked at its source names what was there; it would have brought what the source had verified. */
    private static String release(RecordedDecision decision, Optional<PlaceState> source) {
        boolean looked = !decision.refused()
                || decision.refusal("soak", "").isPresent()
                || decision.refusal("gate", "").isPresent()
                || decision.refusal("host", "").isPresent();
        return looked
                ? decision.release()
                : source.flatMap(place -> place.would.last())
                        .map(Stay.Verified::release)
                        .orElse("");
    }

    private Optional<Refusal> unverified(
            RecordedDecision decision,
            Optional<PlaceState> source,
            String release,
            String from,
            Rules.OfPlace here,
            Instant time) {
        String where = here.app().name() + " in " + from;
        Optional<RecordedRefusal> said = decision.refusal("verification", "");
        if (said.isPresent()) {
            boolean asRecords = source.filter(
                            place -> place.was.ever() && place.was.last().isEmpty())
                    .isPresent();
            boolean stands = !asRecords
                    || source.filter(place -> place.would.last().isEmpty()).isPresent();
            return stands
                    ? Optional.of(new Refusal(Kind.VERIFICATION, "no deployment of " + where + " was verified yet"))
                    : Optional.empty();
        }
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> verified = source.get().wouldVerify(release);
        if (verified.isEmpty()) {
            boolean wasThere = source.get().was.of(release).isPresent();
            return wasThere
                    ? Optional.of(new Refusal(Kind.VERIFICATION, where + " would not have had the release verified"))
                    : Optional.empty();
        }
        return verified.get().isAfter(time)
                ? Optional.of(new Refusal(
                        Kind.VERIFICATION,
                        where + " would have had the release verified at " + verified.get(),
                        "verified",
                        verified.get()))
                : Optional.empty();
    }

    /** As {@code Ripeness} asks it of the records. */
    private List<Refusal> soak(
            RecordedDecision decision, String release, String from, Rules.OfPlace here, Instant time) {
        EnvironmentSpec environment = here.environment();
        List<EnvironmentName> asked = environment.promotesFrom().stream()
                .filter(source -> environment.promotesFromAll()
                        || source.value().equals(from) && environment.soak().containsKey(source))
                .toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        if (decision.unverified()) {
            return List.of(new Refusal(Kind.SOAK, "nothing goes to " + environment.name() + " unverified")
                    .ofRule("promotesFrom/" + from));
        }
        List<Refusal> refusals = new ArrayList<>();
        for (EnvironmentName source : asked) {
            Duration needed = environment.soak().getOrDefault(source, Duration.ZERO);
            Soak.obstacle(
                            here.app().name() + " in " + source,
                            release,
                            needed,
                            events(here.app().name(), source.value(), release, time),
                            time)
                    .map(obstacle -> obstacle.ofRule("promotesFrom/" + source))
                    .map(Obstacle::refusal)
                    .ifPresent(refusals::add);
        }
        return refusals;
    }

    private List<Event> events(String app, String environment, String release, Instant time) {
        Optional<PlaceState> source = places.find(app, environment);
        return source.flatMap(place -> place.waiting)
                .filter(waiting -> waiting.decision().release().equals(release)
                        && waiting.decision().glance().verified()
                        && !waiting.ends().isAfter(time))
                .map(waiting -> List.of(new Event(
                        Soak.Kind.VERIFIED,
                        release,
                        waiting.ends(),
                        waiting.decision().glance().id())))
                .orElseGet(() -> source.map(place -> place.would.events()).orElse(List.of()));
    }
}
