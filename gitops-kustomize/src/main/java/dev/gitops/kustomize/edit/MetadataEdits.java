package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations. */
final class MetadataEdits {

    private final Changes changes;

    MetadataEdits(Changes changes) {
        this.changes = changes;
    }

    /** Reads {@code key:value} arguments; a value may be quoted, and may be missing. */
    static Map<String, String> parse(List<String> arguments, String kind) {
        if (arguments.isEmpty()) {
            throw new KustomizeEditException("must specify " + kind);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String argument : arguments) {
            int colon = argument.indexOf(':');
            if (colon == 0) {
                throw new KustomizeEditException(
                        "invalid " + kind + ": '" + argument + "' (need k:v pair where v may be quoted)");
            }
            pairs.put(
                    colon < 0 ? argument : argument.substring(0, colon),
                    colon < 0 ? "" : unquoted(argument.substring(colon + 1)));
        }
        return pairs;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    void set(MetadataField field, Map<String, String> pairs) {
        setAll(changes.path(field.key()), Keys.map(changes.root(), field.key()), pairs);
    }

    private void setAll(YamlPath map, Map<?, ?> present, Map<String, String> pairs) {
        new TreeMap<>(pairs).forEach((key, value) -> changes.setSorted(map, present, key, value));
    }

    void add(MetadataField field, Map<String, String> pairs, boolean force) {
        refusePresent(Keys.map(changes.root(), field.key()), field.noun(), pairs, force);
        set(field, pairs);
    }

    private static void refusePresent(Map<?, ?> present, String kind, Map<String, String> pairs, boolean force) {
        for (String key : pairs.keySet()) {
            if (!force && present.containsKey(key)) {
                throw new KustomizeEditException(
                        kind + " " + key + " already in kustomization file. Use --force to override.");
            }
        }
    }

    void remove(MetadataField field, List<String> keys, boolean ignoreMissing) {
        Map<?, ?> present = Keys.map(changes.root(), field.key());
        if (present.isEmpty() && !ignoreMissing) {
            throw new KustomizeEditException(field.key() + " is not defined in kustomization file");
        }
        List<String> found = new ArrayList<>();
        for (String key : keys) {
            if (present.containsKey(key)) {
                found.add(key);
            } else if (!ignoreMissing) {
                throw new KustomizeEditException(field.noun() + " " + key + " is not defined in kustomization file");
            }
        }
        removeKeys(changes.path(field.key()), present, found);
    }

    private void removeKeys(YamlPath map, Map<?, ?> present, List<String> keys) {
        List<String> distinct = keys.stream().distinct().toList();
        if (!distinct.isEmpty() && distinct.size() == present.size()) {
            changes.remove(map);
        } else {
            distinct.forEach(key -> changes.remove(map.key(key)));
        }
    }

    /** Labels that do not become selectors, in the entry of {@code labels} with the same settings. */
    void addWithoutSelector(Map<String, String> pairs, boolean templates, boolean force) {
        int index = entry(templates);
        if (index >= 0) {
            Map<?, ?> entry = (Map<?, ?>) Keys.list(changes.root(), "labels").get(index);
            refusePresent(Keys.map(entry, "pairs"), "label", pairs, force);
        }
        setWithoutSelector(pairs, templates, index);
    }

    private void setWithoutSelector(Map<String, String> pairs, boolean templates, int index) {
        if (index < 0) {
            Map<String, Object> entry = new TreeMap<>();
            entry.put("pairs", new TreeMap<>(pairs));
            if (templates) {
                entry.put("includeTemplates", true);
            }
            changes.add(changes.path("labels"), entry);
            return;
        }
        Map<?, ?> entry = (Map<?, ?>) Keys.list(changes.root(), "labels").get(index);
        YamlPath path = changes.path("labels").item(index).key(Keys.name(entry, "pairs"));
        setAll(path, Keys.map(entry, "pairs"), pairs);
    }

    /** Sets labels that do not become selectors, and takes the same keys away where they have other settings. */
    void setWithoutSelector(Map<String, String> pairs, boolean templates) {
        int index = entry(templates);
        setWithoutSelector(pairs, templates, index);
        Map<?, ?> common = Keys.map(changes.root(), "commonLabels");
        removeKeys(
                changes.path("commonLabels"),
                common,
                pairs.keySet().stream().filter(common::containsKey).toList());
        List<Object> labels = Keys.list(changes.root(), "labels");
        for (int i = labels.size() - 1; i >= 0; i--) {
            if (i != index && labels.get(i) instanceof Map<?, ?> entry) {
                Map<?, ?> present = Keys.map(entry, "pairs");
                List<String> same =
                        pairs.keySet().stream().filter(present::containsKey).toList();
                YamlPath item = changes.path("labels").item(i);
                if (!same.isEmpty() && same.size() == present.size()) {
                    changes.remove(item);
                } else {
                    same.forEach(key ->
                            changes.remove(item.key(Keys.name(entry, "pairs")).key(key)));
                }
            }
        }
    }

    private int entry(boolean templates) {
        List<Object> labels = Keys.list(changes.root(), "labels");
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i) instanceof Map<?, ?> entry
                    && !Keys.flag(entry, "includeSelectors")
                    && Keys.flag(entry, "includeTemplates") == templates) {
                return i;
            }
        }
        return -1;
    }
}
