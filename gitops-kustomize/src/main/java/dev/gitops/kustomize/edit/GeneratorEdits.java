package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entries of {@code configMapGenerator} and {@code secretGenerator}. */
final class GeneratorEdits {

    private final Changes changes;
    private final GeneratorField field;

    GeneratorEdits(Changes changes, GeneratorField field) {
        this.changes = changes;
        this.field = field;
    }

    void add(GeneratorEntry added) {
        int index = find(added.name(), added.namespace());
        if (index < 0) {
            GeneratorEntry.checkKeys(field.noun(), added.name(), added.literals(), added.files());
            changes.add(changes.path(field.key()), added.entry());
            return;
        }
        Map<?, ?> present = entry(index);
        GeneratorEntry.checkKeys(
                field.noun(),
                added.name(),
                joined(Keys.texts(present, "literals"), added.literals()),
                joined(Keys.texts(present, "files"), added.files()));
        YamlPath path = changes.path(field.key()).item(index);
        append(path, present, "literals", added.literals());
        append(path, present, "files", added.files());
        append(path, present, "envs", added.envs());
        if (!added.behavior().isEmpty()) {
            changes.setField(path, present, "behavior", added.behavior());
        }
        if (added.plainName()) {
            YamlPath options = path.key(Keys.name(present, "options"));
            changes.set(options.key(Keys.name(Keys.map(present, "options"), "disableNameSuffixHash")), true);
        }
    }

    private void append(YamlPath path, Map<?, ?> present, String key, List<String> values) {
        if (!values.isEmpty() && Keys.list(present, key).isEmpty()) {
            changes.setField(path, present, key, values);
        } else {
            values.forEach(value -> changes.add(path.key(Keys.name(present, key)), value));
        }
    }

    private static List<String> joined(List<String> present, List<String> added) {
        List<String> all = new ArrayList<>(present);
        all.addAll(added);
        return all;
    }

    /** Changes the values of literals that are there, and the namespace. */
    void set(String name, String namespace, List<String> literals, String newNamespace) {
        int index = find(name, namespace);
        if (index < 0) {
            throw new KustomizeEditException("could not set new " + field.kind() + " value: unable to find "
                    + field.kind() + " with name \"" + name + "\"");
        }
        Map<?, ?> present = entry(index);
        YamlPath path = changes.path(field.key()).item(index);
        List<String> known = Keys.texts(present, "literals").stream()
                .map(GeneratorEdits::key)
                .toList();
        for (String literal : literals) {
            if (literal.chars().filter(c -> c == '=').count() != 1) {
                throw new KustomizeEditException(
                        "failed to update literal sources: failed to update resource: invalid format: "
                                + "literal values must be specified in the key=value format");
            }
            int at = known.indexOf(key(literal));
            if (at < 0) {
                throw new KustomizeEditException(
                        "failed to update literal sources: key '" + key(literal) + "' not found in resource");
            }
            changes.set(path.key(Keys.name(present, "literals")).item(at), literal);
        }
        if (!newNamespace.isEmpty()) {
            changes.setField(path, present, "namespace", newNamespace);
        }
    }

    private static String key(String literal) {
        int equals = literal.indexOf('=');
        return equals < 0 ? literal : literal.substring(0, equals);
    }

    /** Removes entries by name; returns the names that were not there. */
    List<String> remove(List<String> names, String namespace) {
        List<Object> entries = Keys.list(changes.root(), field.key());
        List<Integer> indexes = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> entry
                    && names.contains(Keys.text(entry, "name"))
                    && Keys.sameNamespace(Keys.text(entry, "namespace"), namespace)) {
                indexes.add(i);
                found.add(Keys.text(entry, "name"));
            }
        }
        if (found.isEmpty()) {
            throw new KustomizeEditException(
                    "no specified " + field.noun() + "(s) were found in the kustomization.yaml file");
        }
        changes.removeItems(field.key(), indexes);
        return names.stream().filter(name -> !found.contains(name)).toList();
    }

    private Map<?, ?> entry(int index) {
        return (Map<?, ?>) Keys.list(changes.root(), field.key()).get(index);
    }

    private int find(String name, String namespace) {
        List<Object> entries = Keys.list(changes.root(), field.key());
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> entry
                    && Keys.text(entry, "name").equals(name)
                    && Keys.sameNamespace(Keys.text(entry, "namespace"), namespace)) {
                return i;
            }
        }
        return -1;
    }
}
