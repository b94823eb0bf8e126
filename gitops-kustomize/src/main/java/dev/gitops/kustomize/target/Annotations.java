package dev.gitops.kustomize.target;

import dev.gitops.kustomize.resource.Origin;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.List;
import java.util.Map;

/**
 * The last touch to annotations: every value is a string, those that kustomize keeps for itself are gone, and those that tell of the build
 * are there where they are asked for.
 *
 * @param origins whether each object tells where it came from
 * @param transformations whether it tells what transformed it
 */
record Annotations(boolean origins, boolean transformations) {

    private static final String ORIGIN = "config.kubernetes.io/origin";
    private static final String TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";
    private static final String INTERNAL = "internal.config.kubernetes.io/";

    void finish(Resource resource) {
        Node metadata = resource.root().get("metadata");
        Node node = metadata == null ? null : metadata.get("annotations");
        if (node != null && isClean(node) && !origins && !transformations) {
            return;
        }
        if (node == null && !origins && !transformations) {
            return;
        }
        Map<String, String> all = resource.metadataMap("annotations");
        all.keySet().removeIf(Annotations::isInternal);
        Origin origin = resource.origin();
        if (origins && origin != null) {
            all.put(ORIGIN, text(origin, ""));
        } else {
            all.remove(ORIGIN);
        }
        if (transformations && !resource.transformations().isEmpty()) {
            all.put(TRANSFORMATIONS, list(resource.transformations()));
        } else {
            all.remove(TRANSFORMATIONS);
        }
        resource.metadataMap("annotations", all);
    }

    /** Whether nothing needs to be done: the usual case. */
    private static boolean isClean(Node node) {
        List<Node> all = node.children();
        if (!node.isMapping() || all.isEmpty()) {
            return false;
        }
        for (int i = 0; i + 1 < all.size(); i += 2) {
            String key = all.get(i).value();
            Node value = all.get(i + 1);
            boolean text = value.isScalar()
                    && value.tag().equals(Tags.STRING)
                    && all.get(i).isString();
            if (!text || isInternal(key) || key.equals(ORIGIN) || key.equals(TRANSFORMATIONS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInternal(String key) {
        if (key.startsWith(INTERNAL)) {
            return switch (key.substring(INTERNAL.length())) {
                case "previousKinds", "previousNames", "prefixes", "suffixes", "previousNamespaces", "refBy" -> true;
                case "generatorBehavior", "needsHashSuffix", "allowNameChange", "allowKindChange" -> true;
                case "path", "index", "seqindent", "id", "annotations-migration-resource-id", "helm-generated" -> true;
                default -> false;
            };
        }
        return key.equals("config.kubernetes.io/path")
                || key.equals("config.kubernetes.io/index")
                || key.equals("config.k8s.io/id");
    }

    private static String list(List<Origin> transformers) {
        StringBuilder text = new StringBuilder();
        for (Origin transformer : transformers) {
            text.append("- ").append(text(transformer, "  "));
        }
        return text.toString();
    }

    private static String text(Origin origin, String indent) {
        StringBuilder text = new StringBuilder();
        line(text, indent, "path", origin.path());
        line(text, indent, "configuredIn", origin.configuredIn());
        if (!origin.kind().isEmpty() || !origin.apiVersion().isEmpty()) {
            text.append(text.length() == 0 ? "" : indent).append("configuredBy:\n");
            String inner = indent + "  ";
            StringBuilder by = new StringBuilder();
            line(by, inner, "apiVersion", origin.apiVersion());
            line(by, inner, "kind", origin.kind());
            line(by, inner, "name", origin.name());
            line(by, inner, "namespace", origin.namespace());
            text.append(inner).append(by);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, String key, String value) {
        if (!value.isEmpty()) {
            Node node = Node.string(value);
            String written = YamlWriter.write(node).strip();
            text.append(text.length() == 0 ? "" : indent)
                    .append(key)
                    .append(": ")
                    .append(written)
                    .append('\n');
        }
    }
}
