package dev.gitops.inventory;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.PreviewRules;
import dev.gitops.api.PreviewSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Builds what is said of previews, from a document that was found valid. */
final class PreviewReader {

    private static final Duration TTL = Duration.ofDays(3);
    private static final int LIMIT = 20;

    private PreviewReader() {}

    static PreviewRules rules(Node node) {
        return new PreviewRules(
                EnvironmentName.of(Tree.text(node, "from", "")),
                EnvironmentReader.duration(Tree.text(node, "ttl"), TTL),
                (int) number(node, "limit", LIMIT),
                Optional.ofNullable(Tree.text(node, "overlay")));
    }

    static PreviewSpec spec(Node node) {
        return new PreviewSpec(
                Tree.text(node, "of", ""),
                number(node, "request", 1),
                EnvironmentName.of(Tree.text(node, "from", "")),
                Instant.parse(Tree.text(node, "created", "")),
                Instant.parse(Tree.text(node, "updated", "")),
                Optional.ofNullable(Tree.text(node, "address")));
    }

    private static long number(Node node, String key, long otherwise) {
        return Tree.at(node, key) instanceof Node.Scalar scalar && scalar.data() instanceof Number number
                ? number.longValue()
                : otherwise;
    }
}
