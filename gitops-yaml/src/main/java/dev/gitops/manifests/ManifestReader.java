package dev.gitops.manifests;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads Kubernetes objects out of YAML. */
public final class ManifestReader {

    private ManifestReader() {}

    /**
     * Reads a stream of YAML documents.
     *
     * @param yaml documents parted by {@code ---}; empty ones are passed over; the items of a List become objects of their own
     * @return the objects in order
     * @throws InvalidInputException if the text is no YAML or a document is no Kubernetes object
     */
    public static List<ManifestObject> read(String yaml) {
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
