package dev.gitops.engine.deployment;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether what was healthy still is. A pod that is moved and a workload that is scaled are no failure: what is degraded or gone must stay so for a while, and what is on its way may take as long as a
 * deployment may.
 */
record StillHealthy(Delivery delivery, DeliveryRequest request) {

    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Set<Health> BROKEN = Set.of(Health.DEGRADED, Health.MISSING);

    /** Looks until all is well again; empty where it is. */
    Optional<DeploymentFailure> failure() {
        long began = System.nanoTime();
        long broken = began;
        while (true) {
            Optional<DeployedObject> worst = worst();
            if (worst.isEmpty()) {
                return Optional.empty();
            }
            long now = System.nanoTime();
            boolean isBroken = BROKEN.contains(worst.get().health());
            broken = isBroken ? broken : now;
            if (now - broken >= LASTING.toNanos()
                    || now - began >= request.timeout().toNanos()) {
                return worst.map(StillHealthy::unhealthy);
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return Optional.of(
                        DeploymentFailure.of(DeploymentFailure.ABORTED, "told to stop while it was looked at"));
            }
        }
    }

    /** The first object that is broken, else the first that is on its way. */
    private Optional<DeployedObject> worst() {
        List<DeployedObject> objects = delivery.health(request);
        return objects.stream()
                .filter(object -> BROKEN.contains(object.health()))
                .findFirst()
                .or(() -> objects.stream()
                        .filter(object -> object.health() == Health.PROGRESSING)
                        .findFirst());
    }

    private static DeploymentFailure unhealthy(DeployedObject object) {
        String name =
                object.kind() + " " + (object.namespace() == null ? "" : object.namespace() + "/") + object.name();
        String why = object.reason() == null ? "" : ": " + object.reason();
        return new DeploymentFailure(
                name,
                null,
                "Unhealthy",
                "it was healthy and is " + object.health().word() + why,
                List.of(),
                List.of());
    }
}
