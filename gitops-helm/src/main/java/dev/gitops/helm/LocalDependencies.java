package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a chart's Chart.yaml (or requirements.yaml) says it depends on. */
final class LocalDependencies {

    private LocalDependencies() {}

    /** The dependencies that stand in the same repository ({@code file://}): their folders by name. */
    static Map<String, String> of(SourceTree tree, String chart) {
        Map<String, String> folders = new LinkedHashMap<>();
        for (Map<?, ?> dependency : all(tree, chart)) {
            String repository = String.valueOf(dependency.get("repository"));
            if (repository.startsWith("file://")) {
                ChartFiles.resolve(chart, repository.substring("file://".length()))
                        .ifPresent(folder -> folders.put(String.valueOf(dependency.get("name")), folder));
            }
        }
        return folders;
    }

    /** The keys that sub-charts take their values from: their names, or aliases. */
    static Set<String> keys(SourceTree tree, String chart) {
        List<Map<?, ?>> dependencies = all(tree, chart);
        Set<String> keys = keys(dependencies);
        for (SourceTree.Entry entry : tree.list(chart + "/charts")) {
            boolean packed = entry.name().endsWith(".tgz");
            if (packed || entry.type() != SourceTree.Type.FILE) {
                keys.addAll(keysOf(packed ? entry.name().replaceFirst("-v?[0-9].*", "") : entry.name(), dependencies));
            }
        }
        return keys;
    }

    /** The same of a chart's files, packed charts unpacked. */
    static Set<String> keys(Map<String, byte[]> chart) {
        List<Map<?, ?>> dependencies = all(chart, "");
        Set<String> keys = keys(dependencies);
        SubCharts.of("", chart).forEach(layer -> layer.place().stream().limit(1).forEach(keys::add));
        return keys;
    }

    /** The keys of one sub-chart among what its parent depends on. */
    static Set<String> keysOf(String name, List<Map<?, ?>> dependencies) {
        Set<String> keys = keys(dependencies.stream()
                .filter(dependency -> name.equals(dependency.get("name")))
                .toList());
        return keys.isEmpty() ? Set.of(name) : keys;
    }

    private static Set<String> keys(List<Map<?, ?>> dependencies) {
        Set<String> keys = new LinkedHashSet<>();
        for (Map<?, ?> dependency : dependencies) {
            Object alias = dependency.get("alias");
            keys.add(String.valueOf(alias == null ? dependency.get("name") : alias));
        }
        return keys;
    }

    /** What the chart below a folder of another chart's files depends on. */
    static List<Map<?, ?>> all(Map<String, byte[]> files, String folder) {
        return all(path -> Optional.ofNullable(files.get(path)), folder);
    }

    private static List<Map<?, ?>> all(SourceTree tree, String chart) {
        return all(tree::read, chart + "/");
    }

    private static List<Map<?, ?>> all(Function<String, Optional<byte[]>> reader, String folder) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (String name : List.of("Chart.yaml", "requirements.yaml")) {
            String path = folder + name;
            reader.apply(path)
                    .map(bytes -> HelmYaml.map(path, bytes).get("dependencies"))
                    .filter(List.class::isInstance)
                    .map(value -> (List<?>) value)
                    .ifPresent(list -> list.forEach(item -> {
                        if (item instanceof Map<?, ?> map) {
                            found.add(map);
                        }
                    }));
        }
        return found;
    }
}
