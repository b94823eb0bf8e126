package dev.gitops.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment's {@code promotesFrom} says: a list, or {@code any} or {@code all} of one; of names, or of {@code { environment, for }}.
 *
 * @param all whether all of them are asked for
 * @param sources the environments
 */
record PromotionSources(boolean all, List<Source> sources) {

    private static final String KEY = "promotesFrom";

    /**
     * One environment that releases may come from.
     *
     * @param name its name
     * @param soak how long a release must have been verified there
     * @param node where the name stands
     * @param path the key it stands under, from the environment's
     */
    record Source(String name, Duration soak, Node node, KeyPath path) {}

    /** What an environment's keys say; nothing where they have no such key, or where it is not as it should be. */
    static PromotionSources of(@Nullable Node environment, KeyPath environmentPath) {
        Node value = Tree.at(environment, KEY);
        KeyPath path = environmentPath.key(KEY);
        if (value instanceof Node.Items items) {
            return new PromotionSources(false, read(items.items(), path));
        }
        boolean all = Tree.at(value, "all") != null;
        String mode = all ? "all" : "any";
        return new PromotionSources(all, read(Tree.items(value, mode), path.key(mode)));
    }

    /** The names alone. */
    static List<String> names(@Nullable Node environment) {
        return of(environment, KeyPath.ROOT).sources().stream()
                .map(Source::name)
                .toList();
    }

    private static List<Source> read(List<Node> items, KeyPath path) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            Node inside = Tree.at(item, "environment");
            Node named = inside == null ? item : inside;
            String name = Tree.text(named);
            if (name != null) {
                Duration soak = EnvironmentReader.duration(Tree.text(item, "for"), Duration.ZERO);
                KeyPath own = path.item(i);
                sources.add(new Source(name, soak, named, inside == null ? own : own.key("environment")));
            }
        }
        return sources;
    }
}
