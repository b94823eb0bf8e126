package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.Differences;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.StatedFields;
import dev.gitops.cluster.object.TakeOver;
import dev.gitops.k8s.rollout.Hold;
import dev.gitops.spi.DeliveryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds what Git wants against what is there. Of all that is not provably as wanted, a dry run tells how it would be, so that defaults, webhooks and fields of other managers show up on
 * both sides and make no difference.
 */
final class Comparison {

    private static final JsonNode DELETED = Json.read("{\"f:metadata\": {\"f:deletionTimestamp\": {}}}");

    private final Cluster cluster;
    private final WantedSet set;
    private final DeliveryRequest request;

    Comparison(Cluster cluster, WantedSet set, DeliveryRequest request) {
        this.cluster = cluster;
        this.set = set;
        this.request = request;
    }

    /** What a deployment would change; what the server would refuse is thrown, as the deployment would be refused. */
    List<ObjectDifference> strictly() {
        Plan plan = Plan.make(cluster, set, Options.comparing(), request);
        plan.planner().refusals().check(cluster.name(), "the manifests");
        return compare(plan);
    }

    /**
     * What is not as Git has it. What the server refuses to dry-run (a quota, a policy, a webhook) hides nothing: it is compared as far as can be told without the server, and said so. Where
     * nothing else differs the refusal itself is thrown, as nobody knows then.
     */
    List<ObjectDifference> run() {
        Plan plan = Plan.make(cluster, set, Options.comparing(), request);
        List<ObjectDifference> differences = compare(plan);
        if (differences.isEmpty()) {
            plan.planner().refusals().check(cluster.name(), "the manifests");
        }
        return differences;
    }

    private List<ObjectDifference> compare(Plan plan) {
        List<ObjectDifference> differences = new ArrayList<>();
        Memory memory = plan.seen().memory(set);
        for (Step step : plan.steps()) {
            ObjectKey key = step.wanted().key();
            if (step.vanished()) {
                continue;
            }
            if (step.live().isMissingNode()) {
                differences.add(difference(key, Change.MISSING, List.of()));
                continue;
            }
            List<ObjectDifference.Field> fields = new ArrayList<>(changed(step));
            if (step.isTerminating()) {
                fields.addAll(Differences.surplus(DELETED, step.live(), WantedSet.MANAGER));
            }
            Hold.of(step.wanted().json(), step.live())
                    .ifPresent(hold -> fields.addAll(hold.differences(step.live(), WantedSet.MANAGER)));
            JsonNode left = TakeOver.still(memory.leftOf(key), step.live(), WantedSet.MANAGER);
            fields.addAll(Differences.surplus(left, step.live(), WantedSet.MANAGER));
            if (!fields.isEmpty()) {
                differences.add(difference(key, Change.CHANGED, fields));
            }
        }
        plan.unwanted().keySet().forEach(key -> differences.add(difference(key, Change.EXTRA, List.of())));
        plan.seen().terminating(set).keySet().forEach(key -> differences.add(difference(key, Change.EXTRA, List.of())));
        return differences;
    }

    private static List<ObjectDifference.Field> changed(Step step) {
        if (step.action() == Action.UNCHANGED) {
            return List.of();
        }
        if (step.action() == Action.FAILED) {
            return StatedFields.differing(step.wanted().json(), step.live());
        }
        JsonNode result = step.result();
        if (result == null && Planner.unchanged(step.wanted(), step.live())) {
            return List.of();
        }
        JsonNode left = result == null
                ? merged(step.live(), step.wanted().json())
                : step.takeOver().applied(result);
        return Differences.between(left, step.live(), WantedSet.MANAGER);
    }

    private static ObjectDifference difference(ObjectKey key, Change change, List<ObjectDifference.Field> fields) {
        return new ObjectDifference(key.kind(), key.namespace(), key.name(), change, fields);
    }

    /** How an object would be as far as can be told without the server, where that refuses a dry run because the object must be replaced. */
    private static JsonNode merged(JsonNode live, JsonNode wanted) {
        if (!live.isObject() || !wanted.isObject()) {
            return wanted;
        }
        ObjectNode merged = live.deepCopy();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            merged.set(field.getKey(), merged(live.path(field.getKey()), field.getValue()));
        }
        return merged;
    }
}
