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
import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of an application goes when it is taken out of its environment, and what stays. What holds data stays unless it was named; so does what Helm's annotation keeps.
 *
 * @param kinds the kinds of all that is dealt with
 * @param going what is deleted
 * @param terminating what is deleted already, and held by finalizers
 * @param kept what stays, with why
 * @param refusals why it cannot go on
 */
record Departure(
        Snapshot kinds,
        Map<ObjectKey, JsonNode> going,
        Map<ObjectKey, JsonNode> terminating,
        Map<ObjectKey, String> kept,
        List<String> refusals) {

    private static final String CLAIM = "PersistentVolumeClaim";
    private static final Kind CLAIMS = KnownKinds.get("v1", CLAIM);

    /**
     * Sorts what is there.
     *
     * @param set what Git wanted last
     * @param named what goes though it holds data, as {@code PersistentVolumeClaim/NAME}
     */
    static Departure of(Cluster cluster, Snapshot seen, WantedSet set, Set<String> named) {
        WantedSet none = set.emptied();
        Map<ObjectKey, JsonNode> going = new LinkedHashMap<>(seen.unwanted(none));
        Map<ObjectKey, JsonNode> terminating = seen.terminating(none);
        Map<ObjectKey, String> kept = new TreeMap<>(Comparator.comparing(ObjectKey::toString));
        for (ObjectKey key : List.copyOf(going.keySet())) {
            if (Options.PRECIOUS.contains(key.kind()) && !named.contains(key.word())) {
                going.remove(key);
                kept.put(key, why(key));
            }
        }
        seen.members().forEach((key, object) -> {
            if (seen.kept(object)) {
                kept.put(key, "its annotation helm.sh/resource-policy says so");
            }
        });
        Map<String, Kind> kinds = new TreeMap<>(seen.kinds());
        List<String> refusals = new ArrayList<>();
        for (String word : new TreeSet<>(named)) {
            String name = word.substring(word.indexOf('/') + 1);
            boolean member = going.keySet().stream().anyMatch(key -> key.word().equals(word))
                    || terminating.keySet().stream().anyMatch(key -> key.word().equals(word));
            if (!member && word.startsWith(CLAIM + "/")) {
                Map<ObjectKey, JsonNode> found = claims(cluster, seen, set, name);
                if (!found.isEmpty() && !ofSets(seen, set, name)) {
                    refusals.add(
                            "PersistentVolumeClaim " + name + " is none of " + set.parent()
                                    + ": neither its manifests nor its StatefulSets have it; leave it out, or delete it by hand");
                } else {
                    going.putAll(found);
                    kinds.put(CLAIM, CLAIMS);
                }
            }
        }
        Snapshot all = new Snapshot(
                seen.members(), kinds, seen.parents(), seen.adopted(), seen.strangers(), seen.hidden(), seen.blind());
        return new Departure(all, going, terminating, kept, List.copyOf(refusals));
    }

    private static String why(ObjectKey key) {
        return switch (key.kind()) {
            case CLAIM -> "it holds data, and was not named";
            case "Namespace" -> "it was not made by a deployment, or something is in it";
            case "CustomResourceDefinition" -> "every object of its kind would go with it";
            default -> "it holds data";
        };
    }

    /** Claims of this name where the application has its sets. */
    private static Map<ObjectKey, JsonNode> claims(Cluster cluster, Snapshot seen, WantedSet set, String name) {
        Set<String> namespaces = new TreeSet<>(seen.parents().keySet());
        namespaces.add(set.home());
        Map<ObjectKey, JsonNode> found = new LinkedHashMap<>();
        for (String namespace : namespaces) {
            Call get = Call.get(CLAIMS.path(namespace, name));
            Answer answer = cluster.call(get);
            if (answer.denied()) {
                throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
            }
            if (answer.ok()) {
                found.put(new ObjectKey("", CLAIM, namespace, name), answer.body());
            } else if (!answer.notFound()) {
                throw new UnexpectedAnswerException(cluster.name(), get, answer);
            }
        }
        return found;
    }

    /** Whether a claim is one that a StatefulSet of the application has made from its templates. */
    private static boolean ofSets(Snapshot seen, WantedSet set, String claim) {
        List<JsonNode> objects = new ArrayList<>(seen.members().values());
        objects.addAll(set.content());
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals("StatefulSet"))
                .anyMatch(object -> Json.items(Json.at(object, "spec", "volumeClaimTemplates")).stream()
                        .map(template -> Json.at(template, "metadata", "name").asText() + "-"
                                + Json.at(object, "metadata", "name").asText() + "-")
                        .anyMatch(stem -> claim.startsWith(stem)
                                && claim.substring(stem.length()).matches("\\d{1,9}")));
    }

    Optional<Kind> kind(ObjectKey key) {
        return kinds.kind(key);
    }
}
