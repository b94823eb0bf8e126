package dev.gitops.engine.deployment;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.engine.workspace.Place;
import dev.gitops.review.Judgement;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.review.rule.FindingGroups;
import dev.gitops.review.rule.Findings;
import dev.gitops.spi.RenderedManifests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a review finds in what a deployment would change, for the rules of approval that ask for it. */
record Found(Place place) {

    /** The ids of the findings with their groups; empty where no rule asks, so that nobody need look. */
    Optional<Set<String>> in(RenderedManifests before, RenderedManifests after) {
        EnvironmentSpec environment = place.environment();
        if (environment.approvals().stream().allMatch(rule -> rule.when().isEmpty())) {
            return Optional.of(Set.of());
        }
        Findings findings = new Findings();
        new Judgement(findings)
                .add(new RenderedPlace(
                        new ReviewPlace(place.app().name(), environment.name().value()),
                        Optional.of(new Side(environment, before.objects())),
                        Optional.of(new Side(environment, after.objects()))));
        return Optional.of(FindingGroups.with(
                findings.all(List.of()).stream().map(ReviewFinding::id).collect(Collectors.toSet())));
    }
}
