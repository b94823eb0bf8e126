package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An object whose managed fields are of a version of its kind that lacks what Git states now. The server converts the whole object to the version of each manager before it applies anything, and
 * where the definition names no conversion that fails for ever; so the managed fields are first said to be of the new version. Who owns which field stays as it is.
 */
final class Outgrown {

    private static final Pattern UNCONVERTED =
            Pattern.compile("failed to convert (?:merged object to last applied version|new object|old object): ");

    private Outgrown() {}

    /** Whether the server cannot convert an object to the version of one of its managers. */
    static boolean is(Answer answer) {
        return !answer.ok() && UNCONVERTED.matcher(answer.message()).find();
    }

    /** Brings the managed fields to the wanted version; the object after it, or why it cannot be. */
    static Answer renew(Cluster cluster, Wanted wanted) {
        Answer live = cluster.call(Call.get(wanted.path()));
        if (!live.ok()) {
            return live;
        }
        ArrayNode entries = renewed(wanted, live.body());
        Answer renewed = cluster.call(renewal(wanted, live.body(), entries));
        // defaults of the new version were written with it, and are nobody's
        boolean more = renewed.ok() && entries(renewed.body()).size() > entries.size();
        return more ? cluster.call(renewal(wanted, renewed.body(), entries)) : renewed;
    }

    private static ArrayNode renewed(Wanted wanted, JsonNode live) {
        ArrayNode entries = Json.array();
        String group = wanted.kind().group() + "/";
        String version = wanted.kind().apiVersion();
        for (JsonNode entry : entries(live)) {
            boolean other = entry.path("apiVersion").asText().startsWith(group);
            entries.add(other ? ((ObjectNode) entry.deepCopy()).put("apiVersion", version) : entry);
        }
        return entries;
    }

    private static Call renewal(Wanted wanted, JsonNode live, ArrayNode entries) {
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.set("resourceVersion", Json.at(live, "metadata", "resourceVersion"));
        metadata.set("managedFields", entries);
        return Call.merge(wanted.path(), Json.text(patch)).with("fieldManager", WantedSet.MANAGER);
    }

    private static List<JsonNode> entries(JsonNode object) {
        return Json.items(Json.at(object, "metadata", "managedFields"));
    }
}
