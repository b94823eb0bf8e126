package dev.gitops.manifests;

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

/** How two sets of objects differ, field by field; values of Secrets are digests. */
public final class ObjectDiff {

    private ObjectDiff() {}

    /**
     * Compares.
     *
     * @param left one side's objects
     * @param right the other side's
     * @return the objects that differ, matched by group, kind, namespace and name, in the left side's order
     */
    public static List<ObjectDifference> compare(List<ManifestObject> left, List<ManifestObject> right) {
        Map<String, ManifestObject> lefts = index(left);
        Map<String, ManifestObject> rights = index(right);
        Set<String> keys = new LinkedHashSet<>(lefts.keySet());
        keys.addAll(rights.keySet());
        List<ObjectDifference> differences = new ArrayList<>();
        for (String key : keys) {
            ManifestObject mine = lefts.get(key);
            ManifestObject theirs = rights.get(key);
            if (mine == null || theirs == null) {
                ManifestObject there = mine == null ? Objects.requireNonNull(theirs) : mine;
                Change change = mine == null ? Change.EXTRA : Change.MISSING;
                differences.add(new ObjectDifference(there.kind(), there.namespace(), there.name(), change, List.of()));
                continue;
            }
            List<Field> fields = fields(leaves(mine), leaves(theirs));
            if (!fields.isEmpty()) {
                differences.add(
                        new ObjectDifference(mine.kind(), mine.namespace(), mine.name(), Change.CHANGED, fields));
            }
        }
        return differences;
    }

    /**
     * The fields in which two objects differ, whatever they are called.
     *
     * @param left one object
     * @param right the other
     * @return the fields, in the order of the left one
     */
    public static List<Field> fields(ManifestObject left, ManifestObject right) {
        return fields(leaves(left), leaves(right));
    }

    private static Map<String, ManifestObject> index(List<ManifestObject> objects) {
        Map<String, ManifestObject> index = new LinkedHashMap<>();
        objects.forEach(object -> index.put(
                object.group() + "/" + object.kind() + "/"
                        + object.inNamespace().orElse("") + "/" + object.name(),
                object));
        return index;
    }

    private static Map<String, String> leaves(ManifestObject object) {
        Map<String, Object> content = SecretMask.thisRun().shown(object);
        Map<String, String> leaves = new LinkedHashMap<>();
        Leaves.collect(content, "", leaves::put);
        return leaves;
    }

    private static List<Field> fields(Map<String, String> left, Map<String, String> right) {
        Set<String> paths = new LinkedHashSet<>(left.keySet());
        paths.addAll(right.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(left.get(path), right.get(path)))
                .map(path -> new Field(path, left.get(path), right.get(path), null, null))
                .toList();
    }
}
