package dev.gitops.engine.inspection;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.EnvironmentStatus.Seen;
import dev.gitops.api.ObjectDifference;
import dev.gitops.engine.deployment.Requests;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Asks a cluster how it is now what was deployed to it. */
record LiveLook(Connections connections) {

    /** The best first. What nothing can be said of spoils nothing. */
    private static final List<Health> FROM_BEST = List.of(
            Health.UNKNOWN, Health.HEALTHY, Health.SUSPENDED, Health.PROGRESSING, Health.MISSING, Health.DEGRADED);

    /**
     * How a cluster is.
     *
     * @throws dev.gitops.api.GitOpsException if it does not answer
     */
    Seen at(Place place, Snapshot deployed) {
        Delivery delivery = connections.delivery(place.app(), place.environment());
        DeliveryRequest request = new Requests(place, connections).at(deployed);
        List<DeployedObject> objects = delivery.health(request);
        List<ObjectDifference> drift = delivery.drift(request);
        Instant now = connections.settings().clock().instant();
        Health worst = objects.stream()
                .map(DeployedObject::health)
                .max(Comparator.comparing(FROM_BEST::indexOf))
                .orElse(Health.UNKNOWN);
        List<String> detail = objects.stream()
                .filter(object -> FROM_BEST.indexOf(object.health()) > FROM_BEST.indexOf(Health.HEALTHY))
                .map(LiveLook::inWords)
                .toList();
        return new Seen(worst.word(), detail, drift, now, true);
    }

    private static String inWords(DeployedObject object) {
        return object.kind() + " " + object.name() + " is " + object.health().word()
                + (object.reason() == null ? "" : ": " + object.reason());
    }
}
