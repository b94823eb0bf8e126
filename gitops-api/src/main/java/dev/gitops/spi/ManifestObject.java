package dev.gitops.spi;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A Kubernetes object as data.
 *
 * @param apiVersion as in {@code apps/v1}
 * @param kind as in {@code Deployment}
 * @param namespace the namespace it names; null where it names none
 * @param name its {@code metadata.name}
 * @param content the whole object in the order of its source: String, Integer, Long, BigInteger, Double, Boolean, null, List and Map of those
 */
public record ManifestObject(
        String apiVersion, String kind, @Nullable String namespace, String name, Map<String, Object> content) {

    /** {@return the namespace it names, where it names one} */
    public Optional<String> inNamespace() {
        return Optional.ofNullable(namespace);
    }

    /** {@return the API group; empty for the core group} */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }

    /**
     * Reads a stream of YAML documents.
     *
     * @param yaml documents parted by {@code ---}; empty ones are passed over; the items of a List become objects of their own
     * @return the objects in order
     * @throws InvalidInputException if the text is no YAML or a document is no Kubernetes object
     */
    public static List<ManifestObject> parse(String yaml) {
        List<ManifestObject> objects = new ArrayList<>();
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(50)
                .build();
        try {
            for (Object document : new Load(settings).loadAllFromString(yaml)) {
                if (document != null) {
                    add(document, objects);
                }
            }
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column =
                    broken.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            throw new InvalidInputException(
                    "the manifests",
                    List.of(new Problem(null, line, column, null, null, broken.getProblem(), "mend the YAML")),
                    broken);
        } catch (YamlEngineException broken) {
            throw new InvalidInputException(
                    "the manifests",
                    List.of(new Problem(null, 0, 0, null, null, String.valueOf(broken.getMessage()), null)),
                    broken);
        }
        return objects;
    }

    private static void add(Object document, List<ManifestObject> objects) {
        if (!(document instanceof Map<?, ?> map)) {
            throw refuse(objects.size(), "is no mapping");
        }
        Map<String, Object> content = new LinkedHashMap<>();
        map.forEach((key, value) -> content.put(String.valueOf(key), value));
        if (!(content.get("apiVersion") instanceof String apiVersion)
                || !(content.get("kind") instanceof String kind)) {
            throw refuse(objects.size(), "has no apiVersion or no kind");
        }
        if (kind.endsWith("List") && content.get("items") instanceof List<?> items) {
            items.forEach(item -> add(item, objects));
            return;
        }
        if (!(content.get("metadata") instanceof Map<?, ?> metadata)
                || !(metadata.get("name") instanceof String name)) {
            throw refuse(objects.size(), "of kind " + kind + " has no metadata.name");
        }
        String namespace = metadata.get("namespace") instanceof String given ? given : null;
        objects.add(new ManifestObject(apiVersion, kind, namespace, name, content));
    }

    private static InvalidInputException refuse(int index, String why) {
        return new InvalidInputException(
                "the manifests",
                List.of(Problem.of("document " + (index + 1), null, why, "every document is a Kubernetes object")));
    }
}
