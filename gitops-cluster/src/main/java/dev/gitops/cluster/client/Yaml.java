package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Objects as YAML that people keep in Git. */
public final class Yaml {

    private Yaml() {}

    /**
     * Objects as a stream of documents.
     *
     * @param objects the objects
     * @return block style YAML as Kubernetes' tools write it, documents parted by {@code ---}
     */
    public static String text(List<ObjectNode> objects) {
        return objects.stream()
                .map(object -> YamlWriter.write(Values.node(Json.plain(object))))
                .collect(Collectors.joining("---\n"));
    }
}
