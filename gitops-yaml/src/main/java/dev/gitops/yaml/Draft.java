package dev.gitops.yaml;

import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place of the document: what stands there, and what shall stand there. Collections are opened when an edit enters them. */
final class Draft {

    /** What stands there; null where nothing does. */
    final @Nullable Node before;

    Content now;

    Draft(Node before) {
        this.before = before;
        this.now = new Kept(before);
    }

    Draft(@Nullable Node before, Content now) {
        this.before = before;
        this.now = now;
    }

    /** What shall stand at a place. */
    sealed interface Content permits Kept, Leaf, Items, Pairs {}

    /** What stood there before. */
    record Kept(Node node) implements Content {}

    /** A new scalar: a string, a number, a boolean or null. */
    record Leaf(@Nullable Object value) implements Content {}

    /** A list that an edit entered or made. */
    static final class Items implements Content {

        final @Nullable Sequence origin;
        final List<Draft> list = new ArrayList<>();

        Items(@Nullable Sequence origin) {
            this.origin = origin;
            if (origin != null) {
                origin.items().forEach(item -> list.add(new Draft(item)));
            }
        }
    }

    /** A map that an edit entered or made. */
    static final class Pairs implements Content {

        final @Nullable Mapping origin;
        final List<Pair> list = new ArrayList<>();
        private final Map<String, Pair> byKey = new HashMap<>();
        private final Set<String> twice = new HashSet<>();

        Pairs(@Nullable Mapping origin) {
            this.origin = origin;
            if (origin != null) {
                origin.entries().forEach(entry -> add(new Pair(entry, entry.name(), new Draft(entry.value()))));
            }
        }

        @Nullable
        Pair get(String key) {
            return byKey.get(key);
        }

        boolean isTwice(String key) {
            return twice.contains(key);
        }

        Pair add(Pair pair) {
            list.add(pair);
            if (pair.key() != null && byKey.putIfAbsent(pair.key(), pair) != null) {
                twice.add(pair.key());
            }
            return pair;
        }

        void addBefore(@Nullable Pair next, Pair pair) {
            add(pair);
            if (next != null) {
                list.remove(list.size() - 1);
                list.add(list.indexOf(next), pair);
            }
        }

        void rename(Pair pair, String name) {
            Pair renamed = new Pair(pair.origin(), name, pair.value());
            list.set(list.indexOf(pair), renamed);
            byKey.remove(pair.key(), pair);
            byKey.put(name, renamed);
        }

        void remove(Pair pair) {
            list.remove(pair);
            byKey.remove(pair.key(), pair);
        }
    }

    /**
     * A key and its value.
     *
     * @param origin the entry as it stood; null where it is new
     * @param key null where the key is no scalar
     * @param value the value's place
     */
    record Pair(@Nullable Entry origin, @Nullable String key, Draft value) {

        boolean isRenamed() {
            return origin != null && key != null && !key.equals(origin.name());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Whether nothing stands here that a collection would replace. */
    boolean isNull() {
        return now instanceof Leaf leaf && leaf.value() == null
                || now instanceof Kept kept && kept.node() instanceof Scalar scalar && scalar.isNull();
    }
}
