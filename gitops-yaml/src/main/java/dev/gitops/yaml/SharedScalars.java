package dev.gitops.yaml;

import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Scalar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scalars that aliases bring to further places. Such a one can be set where the edit sets all these places, and to the same value: then the anchored text is changed, and the aliases stay.
 */
final class SharedScalars {

    private record Wish(@Nullable Object value, YamlPath path) {}

    private final Document document;
    private final Refusals refusals;
    private final Map<Integer, Wish> anchored = new HashMap<>();
    private final Map<Alias, Wish> aliases = new IdentityHashMap<>();

    SharedScalars(Document document, Refusals refusals) {
        this.document = document;
        this.refusals = refusals;
    }

    /** Notes that a place where an alias stands is to have a value; false where that cannot be. */
    boolean wish(Alias alias, @Nullable Object value, YamlPath path) {
        if (!(document.target(alias) instanceof Scalar) || isCollection(value)) {
            return false;
        }
        aliases.put(alias, new Wish(value, path));
        return true;
    }

    /** Notes that an anchored scalar is to have a value; false where it is none. */
    boolean wishAnchored(Node node, @Nullable Object value, YamlPath path) {
        if (!(node instanceof Scalar) || node.properties().anchor() == null || isCollection(value)) {
            return false;
        }
        anchored.put(node.start(), new Wish(value, path));
        return true;
    }

    private static boolean isCollection(@Nullable Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    /** Refuses what would change a place that was not asked for, or leave one that was. */
    void check() {
        for (Alias alias : document.aliases()) {
            Wish whole = anchored.get(alias.target());
            Wish own = aliases.get(alias);
            if (whole != null && (own == null || !Objects.equals(own.value(), whole.value()))) {
                throw refusals.shared(alias, whole.path());
            }
            if (whole == null && own != null && !Data.sameNode(document.target(alias), own.value())) {
                throw refusals.alias(alias, own.path());
            }
        }
    }
}
