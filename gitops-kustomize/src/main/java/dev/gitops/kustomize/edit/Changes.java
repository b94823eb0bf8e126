package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlEdit;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The changes of one edit, collected: what the kustomization says, and what shall be different. */
final class Changes {

    static final String API_VERSION = "kustomize.config.k8s.io/v1beta1";
    static final String COMPONENT_API_VERSION = "kustomize.config.k8s.io/v1alpha1";
    private static final Set<String> FIELDS = Set.of(
            "apiversion",
            "kind",
            "metadata",
            "openapi",
            "nameprefix",
            "namesuffix",
            "namespace",
            "commonlabels",
            "labels",
            "commonannotations",
            "patchesstrategicmerge",
            "patchesjson6902",
            "patches",
            "images",
            "imagetags",
            "replacements",
            "replicas",
            "sortoptions",
            "vars",
            "resources",
            "components",
            "crds",
            "bases",
            "configmapgenerator",
            "secretgenerator",
            "helmglobals",
            "helmcharts",
            "helmchartinflationgenerator",
            "generatoroptions",
            "configurations",
            "generators",
            "transformers",
            "validators",
            "inventory",
            "buildmetadata");

    private final YamlFile file;
    private final Map<?, ?> root;
    private final List<UnaryOperator<YamlEdit>> operations = new ArrayList<>();

    Changes(YamlFile file) {
        this.file = file;
        Object value = file.value(YamlPath.root()).orElse(Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw new KustomizeEditException("invalid Kustomization: "
                    + file.problem(YamlPath.root(), "is no map", "write fields as in resources: [...]"));
        }
        this.root = map;
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !FIELDS.contains(Keys.lower(name))) {
                YamlPath path = YamlPath.of(String.valueOf(key));
                throw new KustomizeEditException("invalid Kustomization: "
                        + file.problem(path, "unknown field \"" + key + "\"", "kustomize refuses it too"));
            }
        }
    }

    Map<?, ?> root() {
        return root;
    }

    /** The path of a field, whichever case it is written in. */
    YamlPath path(String field) {
        return YamlPath.of(Keys.name(root, field));
    }

    void set(YamlPath path, @Nullable Object value) {
        operations.add(edit -> edit.set(path, value));
    }

    void add(YamlPath list, Object value) {
        operations.add(edit -> edit.add(list, value));
    }

    void insert(YamlPath list, int index, Object value) {
        operations.add(edit -> edit.insert(list, index, value));
    }

    void setBefore(YamlPath path, Object value, String nextKey) {
        operations.add(edit -> edit.setBefore(path, value, nextKey));
    }

    void rename(YamlPath path, String name) {
        operations.add(edit -> edit.rename(path, name));
    }

    void remove(YamlPath path) {
        operations.add(edit -> edit.remove(path));
    }

    /** Sets a text; an empty one is no field at all. */
    void setText(String field, String text) {
        if (!text.isEmpty()) {
            set(path(field), text);
        } else if (root.containsKey(Keys.name(root, field))) {
            remove(path(field));
        }
    }

    /**
     * Sets a field of a list's entry, whichever case it is written in, like {@link #setSorted}. Nothing goes before the entry's first field: people know the entry by it, and its line would change.
     */
    void setField(YamlPath entry, Map<?, ?> present, String field, Object value) {
        setSorted(entry, present, Keys.name(present, field), value, 1);
    }

    /** Sets a key of a map: at its alphabetical place where the keys of the map stand so, at the end otherwise. */
    void setSorted(YamlPath map, Map<?, ?> present, String key, Object value) {
        setSorted(map, present, key, value, 0);
    }

    private void setSorted(YamlPath map, Map<?, ?> present, String key, Object value, int first) {
        YamlPath path = map.key(key);
        Optional<String> next = present.containsKey(key) || !Keys.isSorted(present.keySet())
                ? Optional.empty()
                : present.keySet().stream()
                        .skip(first)
                        .map(String::valueOf)
                        .filter(other -> other.compareTo(key) > 0)
                        .findFirst();
        next.ifPresentOrElse(other -> setBefore(path, value, other), () -> set(path, value));
    }

    /** Adds entries to a list of named maps: at their alphabetical places where the list stands so, at the end otherwise. */
    void addSorted(String field, List<? extends Map<String, ?>> entries) {
        List<String> names = new ArrayList<>();
        Keys.list(root, field)
                .forEach(entry -> names.add(entry instanceof Map<?, ?> map ? Keys.text(map, "name") : ""));
        for (Map<String, ?> entry : entries) {
            String name = String.valueOf(entry.get("name"));
            int index = 0;
            while (index < names.size() && names.get(index).compareTo(name) <= 0) {
                index++;
            }
            if (index < names.size() && Keys.isSorted(names)) {
                insert(path(field), index, entry);
                names.add(index, name);
            } else {
                add(path(field), entry);
                names.add(name);
            }
        }
    }

    /** Removes items of a list; the field goes with its last one. */
    void removeItems(String field, List<Integer> indexes) {
        if (indexes.isEmpty()) {
            return;
        }
        if (indexes.size() == Keys.list(root, field).size()) {
            remove(path(field));
            return;
        }
        for (int i = indexes.size() - 1; i >= 0; i--) {
            remove(path(field).item(indexes.get(i)));
        }
    }

    YamlFile made() {
        if (operations.isEmpty()) {
            return file;
        }
        YamlEdit edit = file.edit();
        if (root.isEmpty()) {
            edit = edit.set(YamlPath.of("apiVersion"), API_VERSION).set(YamlPath.of("kind"), "Kustomization");
        }
        for (UnaryOperator<YamlEdit> operation : operations) {
            edit = operation.apply(edit);
        }
        return edit.apply();
    }
}
