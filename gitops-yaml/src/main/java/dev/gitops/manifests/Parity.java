package dev.gitops.manifests;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How two environments' manifests differ beyond what is meant to differ: namespace, environment name, image tags and digests, replicas, and what the inventory ignores. */
public final class Parity {

    private final List<FieldPattern> ignored;

    /**
     * A comparison.
     *
     * @param ignore field paths to set aside, as in {@code Deployment.spec.replicas}; {@code *} stands for any one part
     */
    public Parity(List<String> ignore) {
        List<String> all = new ArrayList<>(ignore);
        all.add("*.metadata.namespace");
        all.add("*.spec.replicas");
        ignored = all.stream().map(FieldPattern::of).toList();
    }

    /**
     * Compares.
     *
     * @param left an environment's objects
     * @param leftName its name
     * @param leftNamespace its namespace, or an empty text
     * @param right the other environment's objects
     * @param rightName its name
     * @param rightNamespace its namespace, or an empty text
     * @return the objects that differ, matched by kind and name, in the left side's order
     */
    public List<ObjectDifference> compare(
            List<ManifestObject> left,
            String leftName,
            String leftNamespace,
            List<ManifestObject> right,
            String rightName,
            String rightNamespace) {
        Neutral leftNeutral = new Neutral(leftName, leftNamespace);
        Neutral rightNeutral = new Neutral(rightName, rightNamespace);
        Map<String, ManifestObject> lefts = index(left, leftNeutral);
        Map<String, ManifestObject> rights = index(right, rightNeutral);
        Set<String> keys = new LinkedHashSet<>(lefts.keySet());
        keys.addAll(rights.keySet());
        List<ObjectDifference> differences = new ArrayList<>();
        for (String key : keys) {
            ManifestObject mine = lefts.get(key);
            ManifestObject theirs = rights.get(key);
            if (mine == null) {
                differences.add(whole(Objects.requireNonNull(theirs), Change.EXTRA));
            } else if (theirs == null) {
                differences.add(whole(mine, Change.MISSING));
            } else {
                List<Field> fields = new ArrayList<>();
                fields(mine.kind(), leaves(mine, leftNeutral), leaves(theirs, rightNeutral), fields);
                if (!fields.isEmpty()) {
                    differences.add(
                            new ObjectDifference(mine.kind(), mine.namespace(), mine.name(), Change.CHANGED, fields));
                }
            }
        }
        return differences;
    }

    private static ObjectDifference whole(ManifestObject object, Change change) {
        return new ObjectDifference(object.kind(), object.namespace(), object.name(), change, List.of());
    }

    private static Map<String, ManifestObject> index(List<ManifestObject> objects, Neutral neutral) {
        Map<String, ManifestObject> index = new LinkedHashMap<>();
        objects.forEach(object ->
                index.putIfAbsent(object.group() + "/" + object.kind() + "/" + neutral.text(object.name()), object));
        return index;
    }

    private void fields(String kind, Map<String, String> left, Map<String, String> right, List<Field> into) {
        Set<String> paths = new LinkedHashSet<>(left.keySet());
        paths.addAll(right.keySet());
        for (String path : paths) {
            String mine = left.get(path);
            String theirs = right.get(path);
            if (!Objects.equals(mine, theirs) && ignored.stream().noneMatch(pattern -> pattern.matches(kind, path))) {
                into.add(new Field(path, mine, theirs, null, null));
            }
        }
    }

    private static Map<String, String> leaves(ManifestObject object, Neutral neutral) {
        Map<String, Object> content = SecretMask.thisRun().shown(object);
        Map<String, String> leaves = new LinkedHashMap<>();
        Leaves.collect(content, "", (path, value) -> leaves.put(neutral.text(path), neutral.value(path, value)));
        return leaves;
    }

    /** Takes out of a text what is meant to differ between environments. */
    private record Neutral(String environment, String namespace) {

        String text(String text) {
            return Words.replace(Words.replace(text, namespace, "{namespace}"), environment, "{environment}");
        }

        String value(String path, String json) {
            if (path.endsWith(".image") && json.length() > 2 && json.charAt(0) == '"') {
                try {
                    return ImageRef.parse(json.substring(1, json.length() - 1)).canonicalRepository();
                } catch (InvalidInputException notAnImage) {
                    return json;
                }
            }
            return text(json);
        }
    }
}
