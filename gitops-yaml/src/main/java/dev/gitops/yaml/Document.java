package dev.gitops.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of a file.
 *
 * @param bodyStart the offset after the document's marker
 * @param root its value; null in a file without any document
 * @param anchored the anchored nodes, by the offset at which they start
 * @param aliases every reference in the document
 */
record Document(int bodyStart, @Nullable Node root, Map<Integer, Node> anchored, List<Node.Alias> aliases) {

    Node target(Node.Alias alias) {
        Node target = anchored.get(alias.target());
        return target == null ? alias : target;
    }
}
