package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is in the cluster of an application's environment: a LIST a kind and namespace tells of every object at once, with the fields each manager owns.
 *
 * @param members every member of the ApplySets by its key
 * @param kinds the kinds of the members as served, by group and kind
 * @param parents the parents of the sets that are there, by namespace
 */
record Snapshot(Map<ObjectKey, JsonNode> members, Map<String, Kind> kinds, Map<String, JsonNode> parents) {

    private static final String PAGE = "1000";

    /** A kind in a namespace; null for the cluster. */
    private record Place(Kind kind, @Nullable String namespace) {}

    static Snapshot read(Cluster cluster, WantedSet wanted) {
        Map<ObjectKey, JsonNode> members = new LinkedHashMap<>();
        Map<String, Kind> kinds = new TreeMap<>();
        Map<String, JsonNode> parents = new TreeMap<>();
        if (!wanted.owned()) {
            return one(cluster, wanted);
        }
        Set<Place> places = new LinkedHashSet<>();
        for (Wanted object : wanted.objects()) {
            if (!object.definedHere()) {
                places.add(new Place(object.kind(), object.key().namespace()));
                kinds.put(object.kind().groupKind(), object.kind());
            }
        }
        Set<String> namespaces = new LinkedHashSet<>(List.of(wanted.home()));
        namespaces.addAll(wanted.namespaces());
        List<Object> first = new ArrayList<>(namespaces);
        first.addAll(places);
        collect(cluster, cluster.all(first, what -> ask(cluster, wanted, what)), members, parents);

        List<Object> rest = new ArrayList<>(remembered(parents.get(wanted.home()), ApplySet.NAMESPACES));
        rest.removeAll(namespaces);
        if (!rest.isEmpty()) {
            collect(cluster, cluster.all(rest, what -> ask(cluster, wanted, what)), members, parents);
        }
        Set<Place> left = new LinkedHashSet<>();
        parents.forEach((namespace, parent) -> remembered(parent, ApplySet.GROUP_KINDS)
                .forEach(groupKind -> cluster.kinds().preferred(groupKind).ifPresent(kind -> {
                    Kind known = kinds.computeIfAbsent(groupKind, none -> kind);
                    left.add(new Place(known, known.namespaced() ? namespace : null));
                })));
        left.removeAll(places);
        collect(cluster, cluster.all(left, what -> ask(cluster, wanted, what)), members, parents);
        return new Snapshot(members, kinds, parents);
    }

    /** What others own cannot be listed by a label of ours; each object is asked for by its name. */
    private static Snapshot one(Cluster cluster, WantedSet wanted) {
        Map<ObjectKey, JsonNode> members = new LinkedHashMap<>();
        List<Answer> answers = cluster.all(wanted.objects(), object -> cluster.call(Call.get(object.path())));
        List<String> denied =
                answers.stream().filter(Answer::denied).map(Answer::message).toList();
        if (!denied.isEmpty()) {
            throw new AccessDeniedException(cluster.name(), denied);
        }
        answers.stream().filter(Answer::ok).forEach(answer -> members.put(ObjectKey.of(answer.body()), answer.body()));
        return new Snapshot(members, Map.of(), Map.of());
    }

    /** One parent, or one page or more of members. */
    private record Found(@Nullable String namespace, List<JsonNode> objects, Optional<Answer> denied) {}

    private static Found ask(Cluster cluster, WantedSet wanted, Object what) {
        if (what instanceof Place place) {
            return list(cluster, wanted, place);
        }
        String namespace = what.toString();
        Call get = Call.get(KnownKinds.get("v1", "ConfigMap").path(namespace, wanted.parent()));
        Answer answer = cluster.call(get);
        if (answer.denied()) {
            return new Found(null, List.of(), Optional.of(answer));
        }
        return new Found(namespace, answer.ok() ? List.of(answer.body()) : List.of(), Optional.empty());
    }

    private static Found list(Cluster cluster, WantedSet wanted, Place place) {
        List<JsonNode> objects = new ArrayList<>();
        String next = "";
        do {
            Call list = Call.get(place.kind().path(place.namespace()))
                    .with("labelSelector", wanted.selector(place.namespace()))
                    .with("limit", PAGE);
            list = next.isEmpty() ? list : list.with("continue", next);
            Answer answer = cluster.call(list);
            if (answer.denied()) {
                return new Found(null, List.of(), Optional.of(answer));
            }
            if (answer.notFound()) {
                return new Found(null, List.of(), Optional.empty());
            }
            if (!answer.ok()) {
                throw new UnexpectedAnswerException(cluster.name(), list, answer);
            }
            objects.addAll(Json.objects(answer.body()));
            next = Json.text(answer.body(), "metadata", "continue").orElse("");
        } while (!next.isEmpty());
        return new Found(null, objects, Optional.empty());
    }

    private static void collect(
            Cluster cluster, List<Found> all, Map<ObjectKey, JsonNode> members, Map<String, JsonNode> parents) {
        List<String> denied = all.stream()
                .flatMap(found -> found.denied().stream())
                .map(Answer::message)
                .toList();
        if (!denied.isEmpty()) {
            throw new AccessDeniedException(cluster.name(), denied);
        }
        for (Found found : all) {
            String namespace = found.namespace();
            if (namespace != null) {
                found.objects().forEach(parent -> parents.put(namespace, parent));
            } else {
                found.objects().forEach(object -> members.put(ObjectKey.of(object), object));
            }
        }
    }

    private static Set<String> remembered(@Nullable JsonNode parent, String annotation) {
        if (parent == null) {
            return Set.of();
        }
        String text = Json.at(parent, "metadata", "annotations", annotation).asText("");
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(",")));
    }

    /** The members that Git no longer wants, and that are really ours: applied by us with the label, not made by a controller that copied it. */
    Map<ObjectKey, JsonNode> unwanted(WantedSet wanted) {
        Map<ObjectKey, JsonNode> unwanted = new LinkedHashMap<>(members);
        wanted.objects().forEach(object -> unwanted.remove(object.key()));
        unwanted.keySet().removeIf(wanted.hooks()::contain);
        unwanted.values()
                .removeIf(object -> !ours(object)
                        || keeps(object)
                        || Json.at(object, "metadata").has("deletionTimestamp"));
        return unwanted;
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
}
