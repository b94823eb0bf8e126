package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** Whether a file has the form of a kustomization, and which of its fields are those of yesterday. */
final class Form {

    private static final String VERSION = "kustomize.config.k8s.io/v1beta1";
    private static final String COMPONENT_VERSION = "kustomize.config.k8s.io/v1alpha1";

    private Form() {}

    /** Whether there is nothing but kind and version, or only fields without a value. */
    static boolean isBlank(Node node) {
        for (int i = 0; i + 1 < node.children().size(); i += 2) {
            String key = node.children().get(i).value();
            Node value = node.children().get(i + 1);
            boolean type = key.equalsIgnoreCase("kind") || key.equalsIgnoreCase("apiVersion");
            if (!type && !value.isNull() && !(value.isScalar() && value.value().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    static void check(String kind, String version, String root) {
        List<String> problems = new ArrayList<>();
        boolean component = kind.equals("Component");
        if (!component && !kind.equals("Kustomization")) {
            problems.add("kind should be Kustomization or Component");
        }
        String required = component ? COMPONENT_VERSION : VERSION;
        if (!version.isEmpty() && !version.equals(required)) {
            problems.add("apiVersion for " + kind + " should be " + required);
        }
        if (!problems.isEmpty()) {
            throw new KustomizeException(
                    "Failed to read kustomization file under " + root + ":\n" + String.join("\n", problems));
        }
    }

    /** What to tell the user of deprecated fields. */
    static List<String> warnings(Fields fields) {
        List<String> warnings = new ArrayList<>();
        deprecated(fields, "bases", "resources", "", warnings);
        deprecated(fields, "commonLabels", "labels", "", warnings);
        deprecated(fields, "imageTags", "images", "", warnings);
        deprecated(fields, "patchesJson6902", "patches", "", warnings);
        deprecated(fields, "patchesStrategicMerge", "patches", "", warnings);
        deprecated(fields, "vars", "replacements", "[EXPERIMENTAL] ", warnings);
        return warnings;
    }

    private static void deprecated(Fields fields, String field, String instead, String mark, List<String> warnings) {
        if (fields.present(field)) {
            warnings.add("# Warning: '" + field + "' is deprecated. Please use '" + instead + "' instead. " + mark
                    + "Run 'kustomize edit fix' to update your Kustomization automatically.");
        }
    }
}
