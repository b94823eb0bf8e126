package dev.gitops.helm;

import dev.gitops.api.Problem;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import dev.gitops.yaml.tree.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of an environment in all their layers, as Helm reads them: sub-charts' defaults, the chart's own, the values files, later ones winning. Sub-charts are looked at only where a path leads
 * into one.
 */
final class Values {

    private final List<Layer> layers;
    private final boolean chartFirst;
    private final int edited;
    private final Set<Integer> own;
    private final Set<String> subcharts;
    private final Supplier<List<Layer>> below;
    private @Nullable List<Layer> inner;

    private Values(
            List<Layer> layers,
            boolean chartFirst,
            int edited,
            Set<Integer> own,
            Set<String> subcharts,
            Supplier<List<Layer>> below) {
        this.layers = List.copyOf(layers);
        this.chartFirst = chartFirst;
        this.edited = edited;
        this.own = Set.copyOf(own);
        this.subcharts = Set.copyOf(subcharts);
        this.below = below;
    }

    static Values read(SourceTree tree, Target target, HelmConfig config, Charts charts) {
        List<Layer> layers = new ArrayList<>();
        Set<Integer> own = new HashSet<>();
        String editedFile = config.editedFile(target);
        int edited = -1;
        RemoteChart remote = config.remote();
        String folder = remote == null ? config.chartFolder(target) : remote.toString();
        String defaults = remote == null ? folder + "/values.yaml" : "values.yaml";
        Optional<byte[]> content = remote == null ? tree.read(defaults) : charts.defaults(remote);
        if (content.isPresent()) {
            if (remote == null && defaults.equals(editedFile)) {
                edited = 0;
            }
            layers.add(Layer.of(defaults, content.get()));
        }
        for (String template : config.values()) {
            String path = target.fill(template);
            byte[] bytes = tree.read(path)
                    .orElseThrow(() -> Invalid.file(
                            "the manifests of " + target,
                            path,
                            "there is no such values file",
                            "add it, or mend manifests.helm.values in the inventory"));
            if (path.equals(editedFile)) {
                edited = layers.size();
            }
            if (config.isOwn(template)) {
                own.add(layers.size());
            }
            layers.add(Layer.of(path, bytes));
        }
        if (edited < 0) {
            throw Invalid.file(
                    "the manifests of " + target,
                    editedFile,
                    "there is no such values file",
                    "add it, or name values files in the inventory");
        }
        Set<String> subcharts =
                remote == null ? LocalDependencies.keys(tree, folder) : LocalDependencies.keys(charts.files(remote));
        String what = "the chart " + folder + " of " + target;
        return new Values(
                layers,
                content.isPresent(),
                edited,
                own,
                subcharts,
                () -> SubCharts.of(folder, remote == null ? ChartFiles.of(tree, folder, what) : charts.files(remote)));
    }

    /**
     * The layer whose word on a path counts.
     *
     * @param layer the layer
     * @param index its place in the order; negative where it is a sub-chart's
     * @param value the value; null where it takes away what earlier layers say
     */
    record Held(Layer layer, int index, @Nullable Object value) {

        /** A problem with the value, at its place in its file. */
        Problem problem(YamlPath path, String message, @Nullable String hint) {
            return layer.file().problem(layer.local(path), message, hint);
        }

        boolean isOfSubChart() {
            return index < 0;
        }
    }

    /** Who has the say on a path; null where no layer has a value. */
    @Nullable
    Held held(YamlPath path) {
        for (int index = layers.size() - 1; index >= 0; index--) {
            Layer.Look look = layers.get(index).look(path);
            if (look instanceof Layer.Look.There there) {
                return new Held(layers.get(index), index, there.value());
            }
            if (look instanceof Layer.Look.Closed && !isEmptySubChart(path, layers.get(index))) {
                return null;
            }
        }
        return leadsBelow(path) ? heldBelow(path) : null;
    }

    private @Nullable Held heldBelow(YamlPath path) {
        List<Layer> all = below();
        for (int index = all.size() - 1; index >= 0; index--) {
            Layer.Look look = all.get(index).look(path);
            if (look instanceof Layer.Look.There there) {
                return new Held(all.get(index), index - all.size(), there.value());
            }
            if (look instanceof Layer.Look.Closed) {
                return null;
            }
        }
        return null;
    }

    /** A null in place of a sub-chart's whole values leaves its defaults. */
    private boolean isEmptySubChart(YamlPath path, Layer layer) {
        return leadsBelow(path) && layer.look(first(path)) instanceof Layer.Look.There there && there.value() == null;
    }

    private static YamlPath first(YamlPath path) {
        YamlPath first = path;
        while (!first.parent().equals(YamlPath.root())) {
            first = first.parent();
        }
        return first;
    }

    private boolean leadsBelow(YamlPath path) {
        return !path.steps().isEmpty()
                && path.steps().get(0) instanceof YamlPath.Key key
                && (subcharts.contains(key.name()) || key.name().equals("global") && !subcharts.isEmpty());
    }

    /** The layers of sub-charts, innermost first. */
    List<Layer> below() {
        List<Layer> known = inner;
        if (known == null) {
            known = subcharts.isEmpty() ? List.of() : below.get();
            inner = known;
        }
        return known;
    }

    /** The files of values, the chart's own first. */
    List<Layer> layers() {
        return layers;
    }

    /** What the chart's author wrote: the chart's own defaults, and those of its sub-charts. */
    List<Layer> defaults() {
        List<Layer> all = new ArrayList<>(below());
        if (chartFirst) {
            all.add(layers.get(0));
        }
        return all;
    }

    /** The keys that sub-charts take their values from. */
    Set<String> subcharts() {
        return subcharts;
    }

    boolean has(YamlPath path) {
        return held(path) != null;
    }

    Optional<Object> value(YamlPath path) {
        Held held = held(path);
        return held == null ? Optional.empty() : Optional.ofNullable(held.value());
    }

    /** What templates print of a scalar, and what they print it from. A number is a float to Helm: 12345678 becomes 1.2345678e+07. */
    Optional<String> printed(YamlPath path) {
        return value(path)
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(value ->
                        value instanceof Number number ? Numbers.yaml(number.doubleValue()) : String.valueOf(value));
    }

    /** The layer that a change of a value goes into: the environment's own that has it, else the one for changes. */
    int layerFor(YamlPath path) {
        Held held = held(path);
        return held != null && own.contains(held.index()) ? held.index() : edited;
    }

    YamlFile file(int layer) {
        return layers.get(layer).file();
    }
}
