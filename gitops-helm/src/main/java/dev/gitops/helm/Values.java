package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values files of an environment in Helm's order: the chart's own first, later ones winning.
 *
 * @param layers the files; a null in a later one takes the value of an earlier one away
 * @param edited the index of the layer that changes go into
 * @param own the indexes of the layers that may be changed in place
 */
record Values(List<YamlFile> layers, int edited, List<Integer> own) {

    /** Copies the lists. */
    Values {
        layers = List.copyOf(layers);
        own = List.copyOf(own);
    }

    static Values read(SourceTree tree, Target target, HelmConfig config, Charts charts) {
        List<YamlFile> layers = new ArrayList<>();
        List<Integer> own = new ArrayList<>();
        String editedFile = config.editedFile(target);
        int edited = -1;
        String defaults = config.remote() == null ? config.chartFolder(target) + "/values.yaml" : "values.yaml";
        Optional<byte[]> content = config.remote() == null ? tree.read(defaults) : charts.defaults(config.remote());
        if (content.isPresent()) {
            if (config.remote() == null && defaults.equals(editedFile)) {
                edited = 0;
            }
            layers.add(YamlFile.of(defaults, content.get()));
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
            layers.add(YamlFile.of(path, bytes));
        }
        if (edited < 0) {
            throw Invalid.file(
                    "the manifests of " + target,
                    editedFile,
                    "there is no such values file",
                    "add it, or name values files in the inventory");
        }
        return new Values(layers, edited, own);
    }

    /** The layer whose value counts; -1 where none has one. */
    int holder(YamlPath path) {
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            if (layers.get(layer).exists(path)) {
                return layer;
            }
        }
        return -1;
    }

    Optional<Object> value(YamlPath path) {
        int holder = holder(path);
        return holder < 0 ? Optional.empty() : layers.get(holder).value(path);
    }

    /** The text that the chart's templates see; empty for what is not text or a whole number, which Helm prints in its own way. */
    Optional<String> text(YamlPath path) {
        return value(path)
                .filter(value -> value instanceof String || value instanceof Integer || value instanceof Long)
                .map(String::valueOf);
    }

    /** The layer that a change of a value goes into: the environment's own that has it, else the one for changes. */
    int layerFor(YamlPath path) {
        int holder = holder(path);
        return own.contains(holder) ? holder : edited;
    }
}
