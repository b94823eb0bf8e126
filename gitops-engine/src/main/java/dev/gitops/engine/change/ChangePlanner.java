package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Plan;
import dev.gitops.api.Problem;
import dev.gitops.api.Refusal;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ImageSpec;
import dev.gitops.change.ChangeContext;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.PromotionChange;
import dev.gitops.change.ReleaseChange;
import dev.gitops.change.RollbackChange;
import dev.gitops.change.SettingChange;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Stops;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.ReleaseOrder.Ancestry;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a change into a plan: checks what it names, and gives the intent what it needs to know. */
public final class ChangePlanner {

    private final Place place;
    private final Connections connections;
    private @Nullable GatedPromotion gatedPromotion;

    /** A planner for an application's environment. */
    public ChangePlanner(Place place, Connections connections) {
        this.place = place;
        this.connections = connections;
    }

    /** The plan of a change; a tag that is to be pinned is resolved now, all else when somebody looks. */
    public Plan plan(Change change) {
        EnvironmentChange intent = intent(change);
        return new ChangePlan(place, intent, connections, gatedPromotion);
    }

    /** The plan of a rollback that nobody asked for: it takes back what has failed, and nothing that came since. */
    public Plan planAfterFailure(Snapshot failed, String reason) {
        Change.Rollback rollback =
                new Change.Rollback(place.environment().name(), null, Change.SharedFiles.REFUSE, reason);
        return new ChangePlan(
                place,
                new RollbackChange(context(), rollback, new RestorableState(place, null, failed)::at),
                connections,
                null);
    }

    private EnvironmentChange intent(Change change) {
        ChangeContext context = context();
        if (change instanceof Change.Releasing releasing) {
            return new ReleaseChange(context, checked(releasing));
        }
        if (change instanceof Change.Promotion promotion) {
            Sources sources = new Sources(Place.of(place.app(), promotion.from(), connections), promotion.unverified());
            GatedPromotion gated = new GatedPromotion(place, connections, promotion);
            gatedPromotion = gated;
            return new PromotionChange(
                    context, promotion, tip -> gated.told(sources.at(tip, place.branch())), gated::refusals);
        }
        if (change instanceof Change.Rollback rollback) {
            return new RollbackChange(context, rollback, new RestorableState(place, rollback.to(), null)::at);
        }
        return new SettingChange(context, (Change.Setting) change);
    }

    /** The promotion of an application that goes along in a train: of what a record says was verified, with holds and stops as a tree has them that all of them share. */
    PromotionChange along(Change.Promotion promotion, GatedPromotion gated, Supplier<Optional<Snapshot>> state) {
        Barriers barriers = new Barriers(place, connections);
        ChangeContext context = context(
                () -> state.get()
                        .flatMap(tree -> Holds.read(
                                tree, place.app().name(), place.environment().name())),
                () -> barriers
                        .obstacles(state.get()
                                .map(tree -> Stops.read(
                                        tree, place.app(), place.environment().name()))
                                .orElse(List.of()))
                        .stream()
                        .map(Obstacle::refusal)
                        .toList());
        Sources sources = new Sources(place.in(promotion.from()), false);
        return new PromotionChange(context, promotion, tip -> gated.told(sources.recorded()), gated::refusals);
    }

    ChangeContext context() {
        return context(
                () -> place.workspace()
                        .holds()
                        .of(place.app().name(), place.environment().name()),
                new Barriers(place, connections)::refusals);
    }

    private ChangeContext context(Supplier<Optional<Hold>> hold, Supplier<List<Refusal>> barriers) {
        Settings settings = connections.settings();
        return new ChangeContext(
                place.app(),
                place.environment(),
                place.target(),
                place.manifests(),
                settings.actor(),
                settings.clock().instant(),
                settings.clock()::instant,
                hold,
                barriers,
                ancestry());
    }

    /** A source that cannot be read orders nothing; the time of asking does. */
    private Ancestry ancestry() {
        return (ancestor, descendant) -> place.app().source().flatMap(source -> {
            try {
                return Optional.of(place.workspace().repository().isAncestor(source, ancestor, descendant));
            } catch (GitOpsException unreadable) {
                return Optional.empty();
            }
        });
    }

    /** Every image has a version, belongs to the application and stands once. */
    Change.Releasing checked(Change.Releasing change) {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = place.app().images().stream().map(ImageSpec::name).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        Release release = change.release();
        for (ReleasedImage image : release.images()) {
            if (!known.contains(image.name())) {
                problems.add(Problem.of(
                        "image",
                        image.toString(),
                        place.app().name() + " has no image of that name",
                        "it has " + String.join(", ", known)));
            }
            if (!seen.add(image.name())) {
                problems.add(Problem.of("image", image.toString(), "is given twice", "give each image once"));
            }
            if (image.image().tag().isEmpty() && image.image().digest().isEmpty()) {
                problems.add(Problem.of(
                        "image",
                        image.toString(),
                        "has neither tag nor digest",
                        "a release is one version: add :TAG or @DIGEST"));
            }
        }
        if (release.images().isEmpty()) {
            problems.add(Problem.of("image", null, "no image is given", "name at least one with --image"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the release of " + place.app().name(), problems);
        }
        return change.pin() ? new Pins(connections.settings()).pinned(change) : change;
    }
}
