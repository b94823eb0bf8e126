package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
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
        Set<String> keys = keys(all(tree, chart));
        for (SourceTree.Entry entry : tree.list(chart + "/charts")) {
            if (entry.type() == SourceTree.Type.DIRECTORY) {
                keys.add(entry.name());
            }
        }
        return keys;
    }

    /** The same of a chart's files. */
    static Set<String> keys(Map<String, byte[]> chart) {
        return keys(all(path -> Optional.ofNullable(chart.get(path)), ""));
    }

    private static Set<String> keys(List<Map<?, ?>> dependencies) {
        Set<String> keys = new LinkedHashSet<>();
        for (Map<?, ?> dependency : dependencies) {
            Object alias = dependency.get("alias");
            keys.add(String.valueOf(alias == null ? dependency.get("name") : alias));
        }
        return keys;
    }

    private static List<Map<?, ?>> all(SourceTree tree, String chart) {
        return all(tree::read, chart + "/");
    }

    private static List<Map<?, ?>> all(Function<String, Optional<byte[]>> reader, String folder) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (String name : List.of("Chart.yaml", "requirements.yaml")) {
            String path = folder + name;
            reader.apply(path)
                    .flatMap(bytes -> YamlFile.of(path, bytes).value(YamlPath.of("dependencies")))
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
