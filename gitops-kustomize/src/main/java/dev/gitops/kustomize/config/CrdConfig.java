package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the files of {@code crds} say: which fields of custom resources hold labels, annotations, identities and references. */
public final class CrdConfig {

    private final Node definitions;
    private final List<FieldSpec> annotations = new ArrayList<>();
    private final List<FieldSpec> labels = new ArrayList<>();
    private final List<FieldSpec> prefixes = new ArrayList<>();
    private final List<NameReference> references = new ArrayList<>();

    private CrdConfig(Node definitions) {
        this.definitions = definitions;
    }

    /**
     * Reads files.
     *
     * @param paths the files
     * @param reader gives their content
     * @return the configuration
     */
    public static TransformerConfig load(List<String> paths, UnaryOperator<String> reader) {
        TransformerConfig sum = TransformerConfig.empty();
        for (String path : paths) {
            String text;
            try {
                text = reader.apply(path);
            } catch (KustomizeException e) {
                throw KustomizeException.wrap("loading CRDs " + paths, e);
            }
            try {
                Node root = Documents.inflated(text);
                if (root != null) {
                    sum = sum.merge(new CrdConfig(root).read());
                }
            } catch (YamlException e) {
                throw KustomizeException.wrap("unable to parse open API definition from '" + path + "'", e);
            }
        }
        return sum;
    }

    private TransformerConfig read() {
        TransformerConfig sum = TransformerConfig.empty();
        List<Node> all = definitions.children();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            String name = all.get(i).value();
            Node properties = properties(name);
            boolean type = properties != null
                    && properties.get("kind") != null
                    && properties.get("apiVersion") != null
                    && properties.get("metadata") != null;
            if (type) {
                String kind = name.substring(name.lastIndexOf('.') + 1);
                walk(new Gvk("", "", kind), name, "", new HashSet<>());
            }
        }
        return sum.merge(new TransformerConfig(
                prefixes,
                List.of(),
                List.of(),
                labels,
                List.of(),
                List.of(),
                List.of(),
                annotations,
                references,
                List.of(),
                List.of(),
                List.of()));
    }

    private @Nullable Node properties(String name) {
        Node definition = definitions.get(name);
        Node schema = definition == null ? null : definition.get("Schema");
        schema = schema == null && definition != null ? definition.get("schema") : schema;
        return schema == null ? null : schema.get("properties");
    }

    private void walk(Gvk gvk, String name, String path, Set<String> above) {
        Node properties = properties(name);
        if (properties == null || !above.add(name)) {
            return;
        }
        List<Node> all = properties.children();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            String at = path.isEmpty()
                    ? all.get(i).value()
                    : path + "/" + all.get(i).value();
            property(gvk, at, all.get(i + 1), above);
        }
        above.remove(name);
    }

    private void property(Gvk gvk, String path, Node property, Set<String> above) {
        if (property.get("x-kubernetes-annotation") != null) {
            annotations.add(FieldSpec.of(gvk, path, false));
        }
        if (property.get("x-kubernetes-label-selector") != null) {
            labels.add(FieldSpec.of(gvk, path, false));
        }
        if (property.get("x-kubernetes-identity") != null) {
            prefixes.add(FieldSpec.of(gvk, path, false));
        }
        Node version = property.get("x-kubernetes-object-ref-api-version");
        Node kind = property.get("x-kubernetes-object-ref-kind");
        if (version != null && kind != null) {
            String key = property.text("x-kubernetes-object-ref-name-key");
            Gvk target = new Gvk("", version.value(), kind.value());
            String field = path + "/" + (key.isEmpty() ? "name" : key);
            references.add(new NameReference(target, List.of(FieldSpec.of(gvk, field, false))));
        }
        String ref = property.text("$ref");
        if (!ref.isEmpty()) {
            walk(gvk, ref, path, above);
        }
    }
}
