package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code fix}: deprecated fields become those that took their place. A field whose successor is not there yet is renamed, so its comments stay. */
final class FixEdits {

    private static final Map<String, String> CHART_KEYS = Map.of(
            "chartName",
            "name",
            "chartVersion",
            "version",
            "chartRepoUrl",
            "repo",
            "values",
            "valuesFile",
            "valuesLocal",
            "valuesInline",
            "valuesMerge",
            "valuesMerge",
            "releaseName",
            "releaseName");

    private final Changes changes;
    private final FileSource files;

    FixEdits(Changes changes, FileSource files) {
        this.changes = changes;
        this.files = files;
    }

    void fix() {
        labels();
        typeMeta();
        move("bases", "resources");
        move("imageTags", "images");
        envs("configMapGenerator");
        envs("secretGenerator");
        charts();
        patches();
    }

    private boolean has(String field) {
        return changes.root().containsKey(Keys.name(changes.root(), field));
    }

    private void typeMeta() {
        if (changes.root().isEmpty()) {
            changes.set(YamlPath.of("apiVersion"), Changes.API_VERSION);
            changes.set(YamlPath.of("kind"), "Kustomization");
            return;
        }
        String first = String.valueOf(changes.root().keySet().iterator().next());
        String kind = Keys.text(changes.root(), "kind");
        if (Keys.text(changes.root(), "apiVersion").isEmpty()) {
            String version = kind.equals("Component") ? Changes.COMPONENT_API_VERSION : Changes.API_VERSION;
            changes.setBefore(changes.path("apiVersion"), version, first);
        }
        if (kind.isEmpty()) {
            changes.setBefore(changes.path("kind"), "Kustomization", has("apiVersion") ? after("apiVersion") : first);
        }
    }

    private String after(String field) {
        String name = Keys.name(changes.root(), field);
        boolean found = false;
        for (Object key : changes.root().keySet()) {
            if (found) {
                return String.valueOf(key);
            }
            found = key.equals(name);
        }
        return "";
    }

    private void move(String from, String to) {
        if (!has(from)) {
            return;
        }
        List<Object> items = Keys.list(changes.root(), from);
        if (!has(to) && !items.isEmpty()) {
            changes.rename(changes.path(from), to);
            return;
        }
        items.forEach(item -> changes.add(changes.path(to), item));
        changes.remove(changes.path(from));
    }

    private void envs(String field) {
        List<Object> entries = Keys.list(changes.root(), field);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> entry
                    && !Keys.text(entry, "env").isEmpty()) {
                YamlPath path = changes.path(field).item(i);
                changes.add(path.key(Keys.name(entry, "envs")), Keys.text(entry, "env"));
                changes.remove(path.key(Keys.name(entry, "env")));
            }
        }
    }

    /** The oldest form of Helm charts; where charts are kept is set once for all. */
    private void charts() {
        if (!has("helmChartInflationGenerator")) {
            return;
        }
        Map<String, Object> globals = new TreeMap<>();
        for (Object old : Keys.list(changes.root(), "helmChartInflationGenerator")) {
            if (old instanceof Map<?, ?> present) {
                Map<String, Object> chart = new TreeMap<>();
                CHART_KEYS.forEach((from, to) -> {
                    Object value = Keys.get(present, from);
                    if (value != null && !value.equals("")) {
                        chart.put(to, value);
                    }
                });
                changes.add(changes.path("helmCharts"), chart);
                put(globals, "chartHome", Keys.text(present, "chartHome"));
                put(globals, "configHome", Keys.text(present, "helmHome"));
            }
        }
        if (!has("helmGlobals") && !globals.isEmpty()) {
            changes.set(changes.path("helmGlobals"), globals);
        }
        changes.remove(changes.path("helmChartInflationGenerator"));
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    private void patches() {
        boolean renamed = has("patches");
        List<Object> json = Keys.list(changes.root(), "patchesJson6902");
        if (has("patchesJson6902")) {
            move("patchesJson6902", "patches");
            renamed |= !json.isEmpty();
        }
        List<Object> merges = Keys.list(changes.root(), "patchesStrategicMerge");
        if (!has("patchesStrategicMerge")) {
            return;
        }
        if (renamed || merges.isEmpty()) {
            merges.forEach(merge -> changes.add(changes.path("patches"), patch(merge)));
            changes.remove(changes.path("patchesStrategicMerge"));
            return;
        }
        for (int i = 0; i < merges.size(); i++) {
            changes.set(changes.path("patchesStrategicMerge").item(i), patch(merges.get(i)));
        }
        changes.rename(changes.path("patchesStrategicMerge"), "patches");
    }

    private Map<String, Object> patch(Object merge) {
        String text = String.valueOf(merge);
        boolean path = text.indexOf('\n') < 0 && files.read(text).isPresent();
        return Map.of(path ? "path" : "patch", text);
    }

    private void labels() {
        Map<?, ?> common = Keys.map(changes.root(), "commonLabels");
        if (common.isEmpty()) {
            return;
        }
        for (Object entry : Keys.list(changes.root(), "labels")) {
            Map<?, ?> pairs = entry instanceof Map<?, ?> label ? Keys.map(label, "pairs") : Map.of();
            for (Object key : pairs.keySet()) {
                if (common.containsKey(key)) {
                    throw new KustomizeEditException("label name '" + key + "' exists in both commonLabels and labels");
                }
            }
        }
        Map<String, Object> pairs = new TreeMap<>();
        common.forEach((key, value) -> pairs.put(String.valueOf(key), value == null ? "" : String.valueOf(value)));
        changes.add(changes.path("labels"), new TreeMap<>(Map.of("includeSelectors", true, "pairs", pairs)));
        changes.remove(changes.path("commonLabels"));
    }
}
