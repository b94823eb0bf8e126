package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.OwnedFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves the number of replicas to the HorizontalPodAutoscaler that sets it. Where Git states replicas of a workload that an autoscaler scales, the number it has is applied as long as the
 * field is ours (leaving it out would reset it to one), and left out once the field is the autoscaler's.
 */
final class Autoscaled {

    private static final Set<String> SCALABLE = Set.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final String AUTOSCALER = "HorizontalPodAutoscaler";

    private final Cluster cluster;
    private final WantedSet set;
    private final Map<String, Set<String>> targets = new HashMap<>();

    Autoscaled(Cluster cluster, WantedSet set) {
        this.cluster = cluster;
        this.set = set;
    }

    /** The object as it is applied to a live one. */
    Wanted adapt(Wanted given, JsonNode live) {
        Wanted wanted = setAside(given, live);
        JsonNode stated = Json.at(wanted.json(), "spec", "replicas");
        JsonNode has = Json.at(live, "spec", "replicas");
        if (!SCALABLE.contains(wanted.key().kind())
                || stated.isMissingNode()
                || has.isMissingNode()
                || stated.equals(has)) {
            return wanted;
        }
        if (!targets(String.valueOf(wanted.key().namespace()))
                .contains(wanted.key().word())) {
            return wanted;
        }
        ObjectNode json = wanted.json().deepCopy();
        ObjectNode spec = (ObjectNode) json.path("spec");
        Optional<OwnedFields> owned =
                OwnedFields.applied(live, WantedSet.MANAGER, wanted.kind().apiVersion());
        if (owned.isPresent() && owned.get().owns("spec", "replicas")) {
            spec.set("replicas", has);
        } else {
            spec.remove("replicas");
        }
        return wanted.with(json);
    }

    /** What the inventory sets aside is left to others in the same way. */
    private Wanted setAside(Wanted wanted, JsonNode live) {
        ObjectNode adapted = set.setAside()
                .adapt(
                        wanted.json(),
                        live,
                        OwnedFields.applied(
                                live, WantedSet.MANAGER, wanted.kind().apiVersion()));
        return adapted == wanted.json() ? wanted : wanted.with(adapted);
    }

    private synchronized Set<String> targets(String namespace) {
        return targets.computeIfAbsent(namespace, this::ask);
    }

    private Set<String> ask(String namespace) {
        Set<String> found = new HashSet<>();
        set.objects().stream()
                .filter(wanted -> wanted.key().kind().equals(AUTOSCALER)
                        && namespace.equals(wanted.key().namespace()))
                .forEach(wanted -> found.add(target(wanted.json())));
        Call list = Call.get(KnownKinds.get("autoscaling/v2", AUTOSCALER).path(namespace));
        Answer live = cluster.call(list);
        if (!live.ok() && !live.notFound() && !live.denied()) {
            throw new UnexpectedAnswerException(cluster.name(), list, live);
        }
        if (live.ok()) {
            Json.objects(live.body()).forEach(autoscaler -> found.add(target(autoscaler)));
        }
        return found;
    }

    private static String target(JsonNode autoscaler) {
        JsonNode target = Json.at(autoscaler, "spec", "scaleTargetRef");
        return target.path("kind").asText() + "/" + target.path("name").asText();
    }
}
