package dev.gitops.engine.deployment;

import dev.gitops.api.Progress;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.Target;
import dev.gitops.verification.Surroundings;
import dev.gitops.verification.VerifySteps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The verify steps of a place. */
record Verification(Place place, Connections connections) {

    VerifySteps.Outcome run(
            Delivery delivery, DeliveryRequest request, Instant began, Instant delivered, Progress progress) {
        return run(place.app().verify(), delivery, request, began, delivered, progress);
    }

    /** Each step once more, for as long as it takes to pass once. */
    VerifySteps.Outcome again(
            List<VerifyStep> steps, Delivery delivery, DeliveryRequest request, Instant began, Instant delivered) {
        return run(
                steps.stream().map(VerifyStep::once).toList(),
                delivery,
                request,
                began,
                delivered,
                connections.settings().progress());
    }

    private VerifySteps.Outcome run(
            List<VerifyStep> steps,
            Delivery delivery,
            DeliveryRequest request,
            Instant began,
            Instant delivered,
            Progress progress) {
        Surroundings surroundings = new Surroundings(
                place.target(),
                environments(),
                request.commit(),
                began,
                delivered,
                service -> delivery.address(request, service),
                (cronJob, timeout) -> delivery.runJob(request, cronJob, timeout, progress),
                connections.settings(),
                progress);
        return new VerifySteps(surroundings).run(steps);
    }

    private Map<String, Target> environments() {
        Map<String, Target> targets = new LinkedHashMap<>();
        place.app()
                .environments()
                .forEach((name, environment) -> targets.put(
                        name.value(),
                        new Target(
                                place.app().name(),
                                name,
                                environment.namespace().orElse(null),
                                place.target().images())));
        return targets;
    }
}
