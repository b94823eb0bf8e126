package dev.gitops.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which keys the values of a chart may have: those of its defaults and of the values files, of its schema, and those that a template names. Below a map that the chart leaves empty any key may stand. */
final class KnownKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Values values;
    private final Map<String, byte[]> chart;

    KnownKeys(Values values, Map<String, byte[]> chart) {
        this.values = values;
        this.chart = chart;
    }

    /**
     * A key that nobody knows.
     *
     * @param path the key's path
     * @param nearest the path that was probably meant; empty where none is near
     * @param known the keys there are in its place
     */
    record Unknown(YamlPath path, Optional<YamlPath> nearest, Set<String> known) {}

    /** The first key of a path that nobody knows; empty where all are known. */
    Optional<Unknown> unknown(YamlPath path) {
        YamlPath above = YamlPath.root();
        for (YamlPath.Step step : path.steps()) {
            if (!(step instanceof YamlPath.Key key)) {
                return Optional.empty();
            }
            YamlPath here = above.key(key.name());
            if (!values.has(here) && !isNamed(here)) {
                Set<String> known = keys(above);
                if (known.isEmpty() || isFree(above)) {
                    return Optional.empty();
                }
                YamlPath parent = above;
                return Optional.of(new Unknown(here, nearest(key.name(), known).map(parent::key), known));
            }
            above = here;
        }
        return Optional.empty();
    }

    /** Whether the chart's defaults have an empty map, or nothing, in a place that its values files fill. */
    private boolean isFree(YamlPath map) {
        if (map.equals(YamlPath.root())) {
            return false;
        }
        boolean leftEmpty = false;
        for (Layer layer : values.defaults()) {
            if (layer.look(map) instanceof Layer.Look.There there) {
                if (there.value() instanceof Map<?, ?> given && !given.isEmpty()) {
                    return false;
                }
                leftEmpty = true;
            }
        }
        return leftEmpty;
    }

    private boolean isNamed(YamlPath path) {
        String dotted = path.toString();
        return dotted.equals("global")
                || values.subcharts().contains(dotted)
                || isInSchema(path)
                || isInTemplates(path);
    }

    private boolean isInSchema(YamlPath path) {
        byte[] schema = chart.get("values.schema.json");
        if (schema == null) {
            return false;
        }
        try {
            JsonNode here = JSON.readTree(schema);
            for (YamlPath.Step step : path.steps()) {
                here = here.path("properties").path(((YamlPath.Key) step).name());
            }
            return !here.isMissingNode();
        } catch (IOException noJson) {
            return false;
        }
    }

    private boolean isInTemplates(YamlPath path) {
        String dotted = path.toString();
        Pattern named = Pattern.compile("\\.Values\\." + Pattern.quote(dotted) + "(?![\\w-])");
        return chart.entrySet().stream()
                .filter(file -> file.getKey().startsWith("templates/"))
                .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
                .anyMatch(text -> named.matcher(text).find());
    }

    private Set<String> keys(YamlPath map) {
        Set<String> keys = new TreeSet<>();
        List<Layer> all = new ArrayList<>(values.below());
        all.addAll(values.layers());
        for (Layer layer : all) {
            if (layer.look(map) instanceof Layer.Look.There there && there.value() instanceof Map<?, ?> given) {
                given.keySet().forEach(key -> keys.add(String.valueOf(key)));
            }
        }
        if (map.equals(YamlPath.root())) {
            keys.addAll(values.subcharts());
        }
        return keys;
    }

    /** The key with the fewest changed letters, where these are few. */
    private static Optional<String> nearest(String word, Set<String> known) {
        String best = null;
        int least = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
