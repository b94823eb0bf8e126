package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.object.Differences;
import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds what Git wants against what is there. Of all that is not provably as wanted, a dry run tells how it would be, so that defaults, webhooks and fields of other managers show up on
 * both sides and make no difference.
 */
final class Comparison {

    private final Cluster cluster;
    private final WantedSet set;

    Comparison(Cluster cluster, WantedSet set) {
        this.cluster = cluster;
        this.set = set;
    }

    List<ObjectDifference> run() {
        Plan plan = Plan.make(cluster, set, Options.comparing());
        plan.planner().refusals().check(cluster.name(), "the manifests");
        List<ObjectDifference> differences = new ArrayList<>();
        for (Step step : plan.steps()) {
            ObjectKey key = step.wanted().key();
            if (step.live().isMissingNode()) {
                differences.add(difference(key, Change.MISSING, List.of()));
            } else if (step.action() != Action.UNCHANGED) {
                JsonNode left = step.result() == null
                        ? merged(step.live(), step.wanted().json())
                        : step.result();
                List<ObjectDifference.Field> fields = Differences.between(left, step.live(), WantedSet.MANAGER);
                if (!fields.isEmpty()) {
                    differences.add(difference(key, Change.CHANGED, fields));
                }
            }
        }
        plan.unwanted().keySet().forEach(key -> differences.add(difference(key, Change.EXTRA, List.of())));
        return differences;
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
