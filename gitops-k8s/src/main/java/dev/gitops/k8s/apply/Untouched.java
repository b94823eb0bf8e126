package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.Differences;
import dev.gitops.cluster.object.StatedFields;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether an object is as Git wants it though a dry run gave something else: a webhook may stamp whatever is written, whoever writes and whatever changes. What a write that changes nothing
 * would change as well is not Git's doing.
 */
final class Untouched {

    private final Cluster cluster;

    Untouched(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether a real apply would write nothing of Git's; the status and others' fields may move meanwhile. */
    boolean by(Wanted wanted, JsonNode result, JsonNode live) {
        if (live.isMissingNode() || !ours(result).equals(ours(live))) {
            return false;
        }
        Set<String> changed = paths(Differences.between(result, live, WantedSet.MANAGER));
        return changed.isEmpty() || stamped(wanted, changed, live);
    }

    private boolean stamped(Wanted wanted, Set<String> changed, JsonNode live) {
        // what Git states otherwise than it is needs no question
        if (!Collections.disjoint(changed, paths(StatedFields.differing(wanted.json(), live)))) {
            return false;
        }
        Answer touched = cluster.call(Call.merge(wanted.path(), "{}")
                .with("fieldManager", WantedSet.MANAGER)
                .with("dryRun", "All"));
        return touched.ok()
                && paths(Differences.between(touched.body(), live, WantedSet.MANAGER))
                        .containsAll(changed);
    }

    private static Set<String> paths(List<Field> fields) {
        return fields.stream().map(Field::path).collect(Collectors.toSet());
    }

    private static List<JsonNode> ours(JsonNode object) {
        return Json.items(Json.at(object, "metadata", "managedFields")).stream()
                .filter(entry -> entry.path("manager").asText().equals(WantedSet.MANAGER))
                .map(entry -> entry.path("fieldsV1"))
                .toList();
    }
}
