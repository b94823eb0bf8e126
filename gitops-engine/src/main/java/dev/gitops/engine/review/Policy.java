package dev.gitops.engine.review;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Settings;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.review.NeededApproval;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.calendar.Recurrences;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Windows;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.Judgement;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rule.FindingGroups;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.review.rule.Rules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a change would be taken, and whose approval it needs. The rules are those of the target: a change cannot give itself others. */
final class Policy {

    private final Inventories inventories;
    private final Settings settings;
    private final Findings findings;
    private final Judgement judgement;
    private final Promotions promotions;
    private final Owners owners;
    private final Optional<Snapshot> holds;
    private final Set<FreezeSpec> freezes = new LinkedHashSet<>();
    private boolean windowed;

    Policy(
            Range range,
            Readings readings,
            Inventories inventories,
            Optional<Snapshot> holds,
            Settings settings,
            Findings findings,
            Judgement judgement) {
        this.inventories = inventories;
        this.settings = settings;
        this.findings = findings;
        this.judgement = judgement;
        this.promotions = new Promotions(range, readings, findings);
        this.owners = new Owners(range, readings, inventories, findings, judgement);
        this.holds = holds;
    }

    /** A place that is rendered differently. */
    void look(PlacePair pair, RenderedPlace rendered, List<ObjectPair> changed) {
        Place rules = pair.before() == null ? pair.either() : pair.before();
        EnvironmentSpec environment = rules.environment();
        Approvals.needs(environment, inventories.before().teams(), found(environment, rendered, changed))
                .forEach(need -> judgement.needs(new NeededApproval(
                        "deployments to " + environment.name()
                                + (need.count() == 1
                                        ? ""
                                        : ", each of " + need.count() + " approvals by different people")
                                + (need.because().isEmpty()
                                        ? ""
                                        : ", as the change touches " + String.join(", ", need.because())),
                        List.copyOf(need.from()),
                        environment.fourEyes())));
        freezes.addAll(environment.freezes());
        windowed |= !environment.windows().isEmpty();
        Windows.of(environment, Recurrences.RFC5545)
                .obstacle(environment.name().value(), settings.clock().instant())
                .ifPresent(closed -> findings.add(FindingKind.FROZEN, pair.name(), closed.why()));
        holds.flatMap(tree -> Holds.read(tree, rules.app().name(), environment.name()))
                .ifPresent(hold -> findings.add(
                        FindingKind.HELD,
                        pair.name(),
                        "it is held by " + hold.by() + (hold.reason() == null ? "" : ": " + hold.reason())
                                + "; nothing is promoted or released into it until that is lifted"));
        promotions.look(pair, rendered);
        owners.look(pair);
    }

    /** What a rule for some changes only asks about: what is found at this place, by itself. */
    private static Optional<Set<String>> found(
            EnvironmentSpec environment, RenderedPlace rendered, List<ObjectPair> changed) {
        if (environment.approvals().stream().allMatch(rule -> rule.when().isEmpty())) {
            return Optional.empty();
        }
        Findings own = new Findings();
        Rules.look(rendered, changed, own);
        return Optional.of(FindingGroups.with(
                own.all(List.of()).stream().map(ReviewFinding::id).collect(Collectors.toSet())));
    }

    /** The freezes that were looked at. */
    Set<FreezeSpec> freezes() {
        return freezes;
    }

    /** Whether other windows were looked at too. */
    boolean isWindowed() {
        return windowed;
    }

    /** Once all places were looked at. */
    void whole(List<PlacePair> all) {
        owners.whole(all);
    }
}
