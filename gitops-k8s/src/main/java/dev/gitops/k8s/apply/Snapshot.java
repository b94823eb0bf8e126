package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is in the cluster of an application's environment: a LIST a kind and namespace tells of every object at once, with the fields each manager owns.
 *
 * @param members every member of the ApplySets by its key, those of sets that are taken over among them
 * @param kinds the kinds of the members as served, by group and kind
 * @param parents the parents of the application's own sets that are there, by namespace
 * @param adopted the parents of sets that are taken over
 * @param strangers parents that may be of this application's environment in other namespaces, and that nobody has confirmed
 * @param hidden namespaces that have a set of ours, and that may not be read
 * @param blind whether nobody can tell if there is a set of ours in another namespace: it is the first look here, and all namespaces may not be read
 */
record Snapshot(
        Map<ObjectKey, JsonNode> members,
        Map<String, Kind> kinds,
        Map<String, JsonNode> parents,
        Map<SetName, JsonNode> adopted,
        Set<SetName> strangers,
        Set<String> hidden,
        boolean blind) {

    static Snapshot read(Cluster cluster, WantedSet wanted) {
        return read(cluster, wanted, Set.of());
    }

    /**
     * Looks.
     *
     * @param adopted the names of parents whose sets are taken over
     */
    static Snapshot read(Cluster cluster, WantedSet wanted, Set<String> adopted) {
        return new SnapshotReader(cluster, wanted, adopted).read();
    }

    static Snapshot of(Map<ObjectKey, JsonNode> members) {
        return new Snapshot(members, Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), false);
    }

    /** Whether an object is in the cluster as somebody saw it last. */
    Optional<JsonNode> live(ObjectKey key) {
        return Optional.ofNullable(members.get(key));
    }

    /** What is remembered at home. */
    Memory memory(WantedSet wanted) {
        Memory memory = Memory.of(parents.get(wanted.home()));
        for (JsonNode parent : adopted.values()) {
            memory = memory.or(Memory.of(parent));
        }
        return memory;
    }

    /** The members that Git no longer wants, and that are really ours: applied by us with the label, not made by a controller that copied it. */
    Map<ObjectKey, JsonNode> unwanted(WantedSet wanted) {
        return unwanted(wanted, object -> !deleted(object));
    }

    /** What Git no longer wants and is deleted already, but held by finalizers. */
    Map<ObjectKey, JsonNode> terminating(WantedSet wanted) {
        return unwanted(
                wanted,
                object -> deleted(object)
                        && !Json.at(object, "metadata", "finalizers").isEmpty());
    }

    private Map<ObjectKey, JsonNode> unwanted(WantedSet wanted, Predicate<JsonNode> which) {
        Map<ObjectKey, JsonNode> unwanted = new LinkedHashMap<>(members);
        wanted.objects().forEach(object -> unwanted.remove(object.key()));
        unwanted.keySet().removeIf(wanted.hooks()::contain);
        unwanted.values().removeIf(object -> !ours(object) || keeps(object) || !which.test(object));
        return unwanted;
    }

    private static boolean deleted(JsonNode object) {
        return Json.at(object, "metadata").has("deletionTimestamp");
    }

    /** Whether a member of ours is to outlive its set. */
    boolean kept(JsonNode object) {
        return ours(object) && keeps(object);
    }

    /** Helm's word for what is to outlive its chart. */
    private static boolean keeps(JsonNode object) {
        return Json.at(object, "metadata", "annotations", "helm.sh/resource-policy")
                .asText("")
                .equals("keep");
    }

    private static boolean ours(JsonNode object) {
        boolean controlled = Json.items(Json.at(object, "metadata", "ownerReferences")).stream()
                .anyMatch(owner -> owner.path("controller").asBoolean());
        return !controlled
                && Json.items(Json.at(object, "metadata", "managedFields")).stream()
                        .filter(entry -> Objects.equals(entry.path("manager").asText(), WantedSet.MANAGER))
                        .anyMatch(entry -> Json.at(entry, "fieldsV1", "f:metadata", "f:labels")
                                .has("f:" + ApplySet.PART_OF));
    }

    Optional<Kind> kind(ObjectKey key) {
        return Optional.ofNullable(kinds.get(key.group().isEmpty() ? key.kind() : key.kind() + "." + key.group()));
    }

    /** The versions of all that is there, to tell whether anything has changed. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        members.forEach((key, object) -> versions.put(key.toString(), version(object)));
        adopted.forEach((name, parent) -> versions.put(name.toString(), ""));
        parents.keySet().forEach(namespace -> versions.put("parent " + namespace, ""));
        return versions;
    }

    private static String version(JsonNode object) {
        return Json.at(object, "metadata", "uid").asText() + " "
                + Json.at(object, "metadata", "resourceVersion").asText();
    }
}
