package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What server-side apply alone would leave behind: a field that another manager owns too stays though Git has it no longer. What those own who deployed before is taken over: all of it where an
 * object is adopted, and what Git has just removed at any time. What others own is left to them, and told.
 *
 * @param from the managers whose fields are taken over; empty where there are none
 * @param managedFields the live object's managed fields as they must be before the apply; empty where nothing is taken over
 * @param going the fields, as {@code fieldsV1}, that go with it as Git does not state them
 * @param left the fields that Git has removed and that others keep alive
 * @param keepers those others
 */
public record TakeOver(
        Set<String> from, ArrayNode managedFields, ObjectNode going, ObjectNode left, Set<String> keepers) {

    /** Who deploys objects whole, by the names under which the tools write. */
    private static final Set<String> DEPLOYERS = Set.of(
            "kubectl",
            "kubectl-client-side-apply",
            "kubectl-create",
            "kubectl-replace",
            "kubectl-run",
            "kubectl-expose",
            "kubectl-last-applied",
            "before-first-apply",
            "helm",
            "Helm",
            "helm-controller",
            "kustomize-controller",
            "flux",
            "flux-client-side-apply",
            "argocd-controller",
            "argocd-application-controller",
            "argocd");

    /** What another may have set through a former deployer's hands, and what would do harm if it went. */
    private static final ObjectNode SPARED = spared();

    /** Copies the sets. */
    public TakeOver {
        from = Set.copyOf(from);
        keepers = Set.copyOf(keepers);
    }

    /** {@return nothing to take over} */
    public static TakeOver none() {
        return new TakeOver(Set.of(), Json.array(), Json.object(), Json.object(), Set.of());
    }

    /**
     * What is to be taken over before an apply.
     *
     * @param live the object as it is
     * @param result the object as a dry run of the apply gives it
     * @param manager our field manager
     * @param apiVersion the version that is applied
     * @return what is taken over, and what is left
     */
    public static TakeOver of(JsonNode live, JsonNode result, String manager, String apiVersion) {
        JsonNode before = fields(live, manager);
        JsonNode after = fields(result, manager);
        ObjectNode removed = FieldTree.minus(before, after);
        boolean adopts = before.isMissingNode();
        Set<String> from = new TreeSet<>();
        Set<String> keepers = new TreeSet<>();
        ArrayNode entries = Json.array();
        ObjectNode taken = Json.object();
        ObjectNode others = Json.object();
        ObjectNode left = Json.object();
        for (JsonNode entry : Json.items(Json.at(live, "metadata", "managedFields"))) {
            String who = entry.path("manager").asText();
            JsonNode owned = entry.path("fieldsV1");
            if (ours(entry, manager) || entry.has("subresource")) {
                entries.add(entry);
                continue;
            }
            boolean deployer =
                    DEPLOYERS.contains(who) && entry.path("apiVersion").asText().equals(apiVersion);
            ObjectNode takes =
                    !deployer ? Json.object() : adopts ? adopted(owned, result, after) : FieldTree.both(owned, removed);
            if (takes.isEmpty()) {
                entries.add(entry);
                others = FieldTree.union(others, owned);
                ObjectNode kept = FieldTree.present(FieldTree.both(removed, owned), result);
                if (!kept.isEmpty()) {
                    left = FieldTree.union(left, kept);
                    keepers.add(who);
                }
                continue;
            }
            from.add(who);
            taken = FieldTree.union(taken, takes);
            ObjectNode rest = FieldTree.minus(owned, takes);
            others = FieldTree.union(others, rest);
            if (!rest.isEmpty()) {
                entries.add(((ObjectNode) entry.deepCopy()).set("fieldsV1", rest));
            }
        }
        if (from.isEmpty()) {
            return new TakeOver(Set.of(), Json.array(), Json.object(), left, keepers);
        }
        if (adopts) {
            entries.add(entry(manager, apiVersion, taken));
        }
        ObjectNode going = FieldTree.present(FieldTree.minus(FieldTree.minus(taken, after), others), result);
        return new TakeOver(from, entries, going, left, keepers);
    }

    private static boolean ours(JsonNode entry, String manager) {
        return entry.path("manager").asText().equals(manager)
                && entry.path("operation").asText().equals("Apply");
    }

    private static JsonNode fields(JsonNode object, String manager) {
        return Json.items(Json.at(object, "metadata", "managedFields")).stream()
                .filter(entry -> ours(entry, manager) && !entry.has("subresource"))
                .map(entry -> entry.path("fieldsV1"))
                .findFirst()
                .orElse(Json.object().path("none"));
    }

    /** Replicas that Git leaves to an autoscaler must not fall back to one. */
    private static ObjectNode adopted(JsonNode owned, JsonNode result, JsonNode after) {
        ObjectNode takes = FieldTree.minus(owned, SPARED);
        boolean states = after.path("f:spec").has("f:replicas");
        if (!states
                && takes.path("f:spec") instanceof ObjectNode spec
                && !Json.at(result, "spec", "replicas").isMissingNode()) {
            ObjectNode copy = spec.deepCopy();
            copy.remove("f:replicas");
            takes.set("f:spec", copy);
        }
        return takes;
    }

    private static ObjectNode spared() {
        ObjectNode spared = Json.object();
        spared.putObject("f:status");
        ObjectNode metadata = spared.putObject("f:metadata");
        metadata.putObject("f:finalizers");
        metadata.putObject("f:ownerReferences");
        return spared;
    }

    private static ObjectNode entry(String manager, String apiVersion, ObjectNode fields) {
        ObjectNode entry = Json.object()
                .put("manager", manager)
                .put("operation", "Apply")
                .put("apiVersion", apiVersion)
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields);
        return entry;
    }

    /** {@return whether anything is taken over} */
    public boolean any() {
        return !from.isEmpty();
    }

    /**
     * The object as it will be.
     *
     * @param result the object as a dry run of the apply alone gives it
     * @return the same without what goes
     */
    public JsonNode applied(JsonNode result) {
        if (going.isEmpty()) {
            return result;
        }
        JsonNode without = result.deepCopy();
        FieldTree.remove(going, without);
        return without;
    }

    /**
     * What of fields that were once left to others is still there.
     *
     * @param left as {@code fieldsV1}
     * @param live the object as it is
     * @param manager our field manager
     * @return those that the object has and that Git has not stated again
     */
    public static ObjectNode still(JsonNode left, JsonNode live, String manager) {
        return FieldTree.present(FieldTree.minus(left, fields(live, manager)), live);
    }

    /**
     * Fields of two sets.
     *
     * @param one as {@code fieldsV1}
     * @param other as {@code fieldsV1}
     * @return what is in either
     */
    public static ObjectNode all(JsonNode one, JsonNode other) {
        return FieldTree.union(one, other);
    }

    /**
     * Fields in words.
     *
     * @param fields as {@code fieldsV1}
     * @param object the object that has them
     * @return as in {@code data.key}
     */
    public static List<String> words(JsonNode fields, JsonNode object) {
        List<String> words = new ArrayList<>();
        FieldTree.each(fields, object, (way, value) -> words.add(Step.text(way)));
        return words;
    }
}
