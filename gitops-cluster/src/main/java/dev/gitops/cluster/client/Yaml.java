package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Objects as YAML that people keep in Git. */
public final class Yaml {

    private Yaml() {}

    /**
     * Objects as a stream of documents.
     *
     * @param objects the objects
     * @return block style YAML, documents parted by {@code ---}
     */
    public static String text(List<ObjectNode> objects) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return objects.stream()
                .map(object -> new Dump(settings).dumpToString(Json.plain(object)))
                .collect(Collectors.joining("---\n"));
    }
}
