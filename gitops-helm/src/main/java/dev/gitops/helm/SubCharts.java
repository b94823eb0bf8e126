package dev.gitops.helm;

import dev.gitops.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The defaults that sub-charts bring, at the places where a chart's user sees and overrides them. */
final class SubCharts {

    private static final int DEEPEST = 10;

    private final String folder;
    private final Map<String, byte[]> files;
    private final List<Layer> layers = new ArrayList<>();

    private SubCharts(String folder, Map<String, byte[]> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * The layers of all sub-charts.
     *
     * @param folder what messages call the chart
     * @param files its files by path, packed charts unpacked
     * @return the innermost first, as what is outer wins
     */
    static List<Layer> of(String folder, Map<String, byte[]> files) {
        SubCharts charts = new SubCharts(folder, files);
        charts.below("", List.of(), 0);
        return List.copyOf(charts.layers);
    }

    private void below(String root, List<String> place, int depth) {
        if (depth == DEEPEST) {
            return;
        }
        List<Map<?, ?>> dependencies = LocalDependencies.all(files, root);
        for (String name : folders(root + "charts/")) {
            String inner = root + "charts/" + name + "/";
            Map<String, @Nullable Object> about = map(inner + "Chart.yaml");
            for (String key :
                    LocalDependencies.keysOf(String.valueOf(about.getOrDefault("name", name)), dependencies)) {
                List<String> keys = new ArrayList<>(place);
                keys.add(key);
                below(inner, keys, depth + 1);
                values(inner + "values.yaml", keys);
            }
        }
    }

    private void values(String path, List<String> place) {
        byte[] content = files.get(path);
        if (content == null) {
            return;
        }
        YamlFile file = YamlFile.of(folder + "/" + path, content);
        Map<String, @Nullable Object> data = map(path);
        layers.add(Layer.below(place, file, data));
        if (data.get("global") instanceof Map<?, ?> global) {
            layers.add(new Layer(file, List.of(), Map.of("global", global)));
        }
    }

    private Map<String, @Nullable Object> map(String path) {
        byte[] content = files.get(path);
        return content == null ? Map.of() : HelmYaml.map(folder + "/" + path, Objects.requireNonNull(content));
    }

    private Set<String> folders(String root) {
        Set<String> names = new LinkedHashSet<>();
        for (String path : files.keySet()) {
            if (path.startsWith(root) && path.endsWith("/Chart.yaml")) {
                String rest = path.substring(root.length());
                if (rest.indexOf('/') == rest.lastIndexOf('/')) {
                    names.add(rest.substring(0, rest.indexOf('/')));
                }
            }
        }
        return names;
    }
}
