package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.model.GateSpec.Before;
import dev.gitops.change.Evaluation;
import dev.gitops.change.Sourced;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.gate.GateQuestion;
import dev.gitops.gate.Gatekeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a promotion must pass beside path, hold and windows: its soak, and the gates. Gates are asked when it is executed, before anything is written; what is written must be what they were asked about. */
final class GatedPromotion {

    private final Place place;
    private final Connections connections;
    private final Change.Promotion promotion;
    private final Gatekeeper keeper;
    private boolean asked;

    GatedPromotion(Place place, Connections connections, Change.Promotion promotion) {
        this.place = place;
        this.connections = connections;
        this.promotion = promotion;
        this.keeper = Gatekeeper.of(place.environment().gates(), Before.PROMOTION, connections.settings());
    }

    /** Why a release may not be promoted; until gates were asked they are not in the way. */
    List<Refusal> refusals(List<ReleasedImage> images) {
        List<Refusal> refusals = new ArrayList<>(new Ripeness(place, connections).refusals(promotion, images));
        if (asked && !keeper.isOpen() && refusals.isEmpty()) {
            keeper.unasked(question(images)).ifPresent(refusals::add);
        }
        return refusals;
    }

    /** What can be taken, with what gates said, or that they will be asked. */
    Sourced told(Sourced sourced) {
        if (keeper.isOpen() || !(sourced instanceof Sourced.Available available)) {
            return sourced;
        }
        List<String> notices = new ArrayList<>(available.notices());
        notices.addAll(asked ? keeper.evidence() : keeper.announced());
        return new Sourced.Available(available.images(), available.origin(), available.commit(), notices);
    }

    /**
     * Asks the gates about what a plan would do; the refusal where one does not say yes. From here on nothing goes that they were not asked about.
     *
     * @param plan is evaluated where there are gates to ask
     */
    Optional<ChangeOutcome> ask(Supplier<Evaluation> plan) {
        if (keeper.isOpen()) {
            return Optional.empty();
        }
        Evaluation planned = plan.get();
        asked = true;
        if (planned.stop().isPresent()) {
            return Optional.empty();
        }
        ChangeSummary summary = planned.summary();
        return keeper.ask(question(ImageChange.after(summary.images())))
                .map(obstacle -> new ChangeOutcome.Refused(summary, List.of(obstacle.refusal())));
    }

    /** Asks nobody: nothing of this is to go. */
    void close() {
        asked = true;
    }

    private GateQuestion question(List<ReleasedImage> images) {
        return new GateQuestion(
                place.app().name(),
                place.environment().name().value(),
                Operation.PROMOTE,
                Optional.of(promotion.from().value()),
                images,
                Optional.empty());
    }
}
