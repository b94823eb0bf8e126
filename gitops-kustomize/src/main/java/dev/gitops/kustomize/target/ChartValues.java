package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.HelmChart;
import dev.gitops.kustomize.config.HelmValues;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.merge.StrategicMerge;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.WrongKindException;
import dev.gitops.yaml.tree.YamlException;
import dev.gitops.yaml.tree.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Gives Helm the values files that kustomize would. */
final class ChartValues {

    private final Loader loader;

    /**
     * For a kustomization.
     *
     * @param loader its files
     */
    ChartValues(Loader loader) {
        this.loader = loader;
    }

    List<byte[]> of(HelmChart chart, String home) {
        HelmValues values = chart.values();
        String file = values.file().isEmpty() ? home + "/" + chart.name() + "/values.yaml" : values.file();
        List<byte[]> all = new ArrayList<>();
        all.add(values.inline().isEmpty() ? loader.bytes(file) : merged(values, file));
        for (String more : values.additional()) {
            try {
                all.add(loader.bytes(more));
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("could not load additionalValuesFile", e);
            }
        }
        return all;
    }

    private byte[] merged(HelmValues values, String file) {
        Node inline = Values.node(values.inline());
        if (values.merge().equals("replace")) {
            return bytes(inline);
        }
        try {
            Node own = Documents.inflated(loader.text(file));
            if (own == null) {
                throw new KustomizeException("could not parse values file into rnode: EOF ('" + file
                        + "' has no values; write {} into it, or set valuesMerge: replace)");
            }
            return bytes(values.merge().equals("merge") ? merge(inline, own) : merge(own, inline));
        } catch (YamlException | WrongKindException e) {
            throw KustomizeException.wrap("could not merge values of '" + file + "'", e);
        }
    }

    /** The second wins. */
    private static Node merge(Node first, Node second) {
        Node merged = new StrategicMerge(new Schemas()).merge(first, second);
        return merged == null ? Node.mapping() : merged;
    }

    private static byte[] bytes(Node values) {
        unquote(values);
        nameByText(values);
        return YamlWriter.write(Values.node(Values.of(values))).getBytes(StandardCharsets.UTF_8);
    }

    /** A number that took the place of a text has its quotes, too, and is a number all the same. */
    private static void unquote(Node node) {
        if (node.isScalar() && !node.tag().isEmpty() && !node.tag().equals(Tags.STRING)) {
            node.style(Node.Style.PLAIN);
        }
        node.children().forEach(ChartValues::unquote);
    }

    /** Keys of values are texts, whatever they look like: Helm reads them so. */
    private static void nameByText(Node node) {
        List<Node> all = node.children();
        for (int i = 0; i < all.size(); i++) {
            if (node.isMapping() && i % 2 == 0 && all.get(i).isScalar()) {
                all.get(i).tag(Tags.STRING);
            }
            nameByText(all.get(i));
        }
    }
}
