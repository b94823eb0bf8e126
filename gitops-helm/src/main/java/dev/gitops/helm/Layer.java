package dev.gitops.helm;

import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of values, and where its values stand for the chart's user: those of a sub-chart below the sub-chart's name.
 *
 * @param file the file
 * @param place the keys that stand before its own; none but for sub-charts
 * @param data what Helm reads in it, below those keys
 */
record Layer(YamlFile file, List<String> place, Map<String, @Nullable Object> data) {

    static Layer of(String path, byte[] content) {
        return new Layer(YamlFile.of(path, content), List.of(), HelmYaml.map(path, content));
    }

    /** The defaults of a sub-chart as its parent's values have them. */
    static Layer below(List<String> place, YamlFile file, Map<String, @Nullable Object> data) {
        Map<String, @Nullable Object> placed = data;
        for (int index = place.size() - 1; index >= 0; index--) {
            Map<String, @Nullable Object> outer = new LinkedHashMap<>();
            outer.put(place.get(index), placed);
            placed = outer;
        }
        return new Layer(file, place, placed);
    }

    /** What a layer says of a path. */
    sealed interface Look {

        /**
         * It has a value, or a null that takes the value of an earlier layer away.
         *
         * @param value the value
         */
        record There(@Nullable Object value) implements Look {}

        /** It says nothing of it, so that earlier layers count. */
        record Open() implements Look {}

        /** What it has further up is no map, which leaves nothing of earlier layers. */
        record Closed() implements Look {}
    }

    Look look(YamlPath path) {
        Object here = data;
        for (YamlPath.Step step : path.steps()) {
            if (step instanceof YamlPath.Key key && here instanceof Map<?, ?> map) {
                String name = map.containsKey(key.name()) ? key.name() : HelmYaml.key(key.name());
                if (!map.containsKey(name)) {
                    return new Look.Open();
                }
                here = map.get(name);
            } else if (here instanceof List<?> list && !(step instanceof YamlPath.Key)) {
                int index = index(list, step);
                if (index < 0 || index >= list.size()) {
                    return new Look.Closed();
                }
                here = list.get(index);
            } else {
                return new Look.Closed();
            }
        }
        return new Look.There(here);
    }

    private static int index(List<?> list, YamlPath.Step step) {
        if (step instanceof YamlPath.Where where) {
            for (int index = 0; index < list.size(); index++) {
                if (list.get(index) instanceof Map<?, ?> item
                        && where.value().equals(String.valueOf(item.get(where.key())))) {
                    return index;
                }
            }
            return -1;
        }
        return ((YamlPath.Index) step).index();
    }

    /** The path within the file. */
    YamlPath local(YamlPath path) {
        return path.from(Math.min(place.size(), path.steps().size()));
    }
}
