package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How two versions of an object differ, field by field: what the server keeps for itself is left out, lists of objects are matched by what names their elements, Secrets are veiled. */
public final class Differences {

    private static final Set<String> SERVERS_OWN =
            Set.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

    /** What names the elements of lists in the Kubernetes APIs; the first that tells all elements apart is taken. */
    private static final List<List<String>> KEYS = List.of(
            List.of("name"),
            List.of("containerPort", "protocol"),
            List.of("port", "protocol"),
            List.of("mountPath"),
            List.of("devicePath"),
            List.of("key"),
            List.of("ip"),
            List.of("type"),
            List.of("host"),
            List.of("path"));

    private final Managers managers;
    private final List<Field> found = new ArrayList<>();

    private Differences(Managers managers) {
        this.managers = managers;
    }

    /**
     * The fields that differ.
     *
     * @param left the one version
     * @param right the other, live one; its managed fields tell who changed what
     * @param ours the field manager that is not named as anybody who changed something
     * @return the fields in the order of the left version
     */
    public static List<Field> between(JsonNode left, JsonNode right, String ours) {
        Differences differences = new Differences(new Managers(right, ours));
        differences.objects(Secrets.veil(left), Secrets.veil(right), List.of());
        return List.copyOf(differences.found);
    }

    /**
     * Fields that a live object has though nobody wants them any longer.
     *
     * @param fields which, as {@code fieldsV1}
     * @param live the object
     * @param ours the field manager that is not named as anybody who keeps them
     * @return those that are there, with nothing on the left
     */
    public static List<Field> surplus(JsonNode fields, JsonNode live, String ours) {
        Managers managers = new Managers(live, ours);
        List<Field> found = new ArrayList<>();
        FieldTree.each(fields, Secrets.veil(live), (way, value) -> {
            Optional<Managers.Author> author = managers.of(way);
            found.add(new Field(
                    Step.text(way),
                    null,
                    Json.text(value),
                    author.map(Managers.Author::name).orElse(null),
                    author.map(Managers.Author::time).orElse(null)));
        });
        return found;
    }

    private void objects(JsonNode left, JsonNode right, List<Step> way) {
        Set<String> keys = new LinkedHashSet<>();
        left.fieldNames().forEachRemaining(keys::add);
        right.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            if (!leftOut(key, way)) {
                values(left.get(key), right.get(key), longer(way, new Step.Field(key)));
            }
        }
    }

    private static boolean leftOut(String key, List<Step> way) {
        return way.isEmpty() && key.equals("status")
                || way.size() == 1 && way.get(0).equals(new Step.Field("metadata")) && SERVERS_OWN.contains(key);
    }

    private void values(@Nullable JsonNode left, @Nullable JsonNode right, List<Step> way) {
        if (left != null && right != null) {
            if (Values.same(left, right)) {
                return;
            }
            if (left.isObject() && right.isObject()) {
                objects(left, right, way);
                return;
            }
            if (left.isArray() && right.isArray() && lists(left, right, way)) {
                return;
            }
        }
        Optional<Managers.Author> author = managers.of(way);
        found.add(new Field(
                Step.text(way),
                left == null ? null : Json.text(left),
                right == null ? null : Json.text(right),
                author.map(Managers.Author::name).orElse(null),
                author.map(Managers.Author::time).orElse(null)));
    }

    private boolean lists(JsonNode left, JsonNode right, List<Step> way) {
        for (List<String> key : KEYS) {
            Map<Map<String, JsonNode>, JsonNode> lefts = keyed(left, key);
            Map<Map<String, JsonNode>, JsonNode> rights = keyed(right, key);
            if (lefts.size() == left.size() && rights.size() == right.size()) {
                Set<Map<String, JsonNode>> all = new LinkedHashSet<>(lefts.keySet());
                all.addAll(rights.keySet());
                int before = found.size();
                all.forEach(one -> values(lefts.get(one), rights.get(one), longer(way, new Step.Element(one))));
                return found.size() > before;
            }
        }
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            values(left.get(i), right.get(i), longer(way, new Step.Place(i)));
        }
        return true;
    }

    private static Map<Map<String, JsonNode>, JsonNode> keyed(JsonNode list, List<String> key) {
        Map<Map<String, JsonNode>, JsonNode> keyed = new LinkedHashMap<>();
        for (JsonNode element : list) {
            Map<String, JsonNode> parts = new LinkedHashMap<>();
            key.forEach(part -> {
                if (element.path(part).isValueNode()) {
                    parts.put(part, element.get(part));
                }
            });
            if (parts.size() == key.size()
                    || parts.size() == 1 && key.size() == 2 && new HashSet<>(key).contains("protocol")) {
                keyed.put(parts, element);
            }
        }
        return keyed;
    }

    private static List<Step> longer(List<Step> way, Step step) {
        List<Step> longer = new ArrayList<>(way);
        longer.add(step);
        return List.copyOf(longer);
    }
}
