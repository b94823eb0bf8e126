package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.KubernetesValues;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.OldScalars;
import dev.gitops.yaml.tree.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** YAML as Helm reads it, which is YAML 1.1 of go-yaml: {@code yes} is true, {@code 1_000} a number, merge keys are merged. */
final class HelmYaml {

    private HelmYaml() {}

    /** The map that a file holds; an empty one where it is empty. */
    static Map<String, @Nullable Object> map(String file, byte[] content) {
        try {
            Node root = Documents.old(text(content), 0);
            Object data = root == null ? null : KubernetesValues.of(root, (line, path) -> {});
            if (data == null) {
                return Map.of();
            }
            if (data instanceof Map<?, ?> map) {
                @SuppressWarnings("unchecked")
                Map<String, @Nullable Object> values = (Map<String, @Nullable Object>) map;
                return values;
            }
            throw refuse(file, Objects.requireNonNull(root).line(), "is no map");
        } catch (YamlException broken) {
            throw refuse(file, broken.line(), broken.getMessage());
        }
    }

    /** One value as Helm would read it where it stands alone after its key. */
    static @Nullable Object value(String text) {
        return map("the value", ("v: " + text).getBytes(StandardCharsets.UTF_8)).get("v");
    }

    /** A key as Helm has it, where it stands without quotes: {@code yes} is {@code true}. */
    static String key(String text) {
        try {
            return OldScalars.key(Node.untagged(text));
        } catch (YamlException noKey) {
            return text;
        }
    }

    private static String text(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static InvalidInputException refuse(String file, int line, @Nullable String message) {
        Problem problem = new Problem(file, line, 0, null, null, String.valueOf(message), "mend the YAML");
        return new InvalidInputException("the values of Helm", List.of(problem));
    }
}
