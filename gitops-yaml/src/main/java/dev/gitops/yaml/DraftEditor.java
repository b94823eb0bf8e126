package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Pair;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.YamlPath.Index;
import dev.gitops.yaml.YamlPath.Key;
import dev.gitops.yaml.YamlPath.Step;
import dev.gitops.yaml.YamlPath.Where;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the draft of a document. Refuses what it cannot do without touching something else. */
final class DraftEditor {

    private final DraftWalker walker;
    private final SharedScalars shared;

    DraftEditor(Text text, Document document) {
        this.walker = new DraftWalker(text, document);
        this.shared = new SharedScalars(document, walker.refusals);
    }

    /** Refuses what only shows when all operations are made. */
    void finish() {
        shared.check();
    }

    Draft root() {
        return walker.root();
    }

    void set(YamlPath path, @Nullable Object value) {
        assign(walker.open(path, path.steps().size()), value, path);
    }

    void setWhereWritten(YamlPath path, @Nullable Object value) {
        Draft place = walker.whereWritten(path);
        if (!(place.now instanceof Kept kept && Data.sameNode(kept.node(), value))) {
            if (place.before != null) {
                walker.refusals.unknownTag(place.before, path);
            }
            place.now = fresh(value, path).now;
        }
    }

    void setBefore(YamlPath path, @Nullable Object value, String nextKey) {
        String key = lastKey(path);
        Pairs pairs = walker.pairs(walker.open(path, path.steps().size() - 1), path.parent());
        if (walker.entry(pairs, key, path) == null) {
            pairs.addBefore(pairs.get(nextKey), DraftWalker.missing(key));
        }
        set(path, value);
    }

    void rename(YamlPath path, String name) {
        String key = lastKey(path);
        requireThere(path, path.steps().size());
        Draft parent = walker.open(path, path.steps().size() - 1);
        Pairs pairs = walker.pairs(parent, path.parent());
        Pair pair = walker.entry(pairs, key, path);
        if (pairs.get(name) != null) {
            throw walker.refuse(parent, path, "cannot be renamed to " + name + ", which is there already", null);
        }
        if (pair != null) {
            pairs.rename(pair, Data.key(name, path));
        }
    }

    private String lastKey(YamlPath path) {
        if (path.steps().isEmpty() || !(path.steps().get(path.steps().size() - 1) instanceof Key key)) {
            throw walker.refuse(walker.root(), path, "does not end in a key", null);
        }
        return key.name();
    }

    void add(YamlPath path, @Nullable Object value) {
        Items items = walker.items(walker.open(path, path.steps().size()), path);
        items.list.add(fresh(value, path.item(items.list.size())));
    }

    void insert(YamlPath path, int index, @Nullable Object value) {
        Draft place = walker.open(path, path.steps().size());
        Items items = walker.items(place, path);
        if (index < 0 || index > items.list.size()) {
            throw walker.refuse(
                    place, path, "has " + items.list.size() + " items, so none can be inserted at " + index, null);
        }
        items.list.add(index, fresh(value, path.item(index)));
    }

    void remove(YamlPath path) {
        int last = path.steps().size() - 1;
        if (last < 0) {
            throw walker.refuse(
                    walker.root(), path, "is the whole document, which cannot be removed", "remove its keys");
        }
        for (int length = 0; length < last; length++) {
            requireThere(path, length + 1);
        }
        requireThere(path, last + 1);
        Draft parent = walker.open(path, last);
        Step step = path.steps().get(last);
        if (step instanceof Key key) {
            Pairs pairs = walker.pairs(parent, path.first(last));
            Pair pair = walker.entry(pairs, key.name(), path);
            if (pair != null) {
                release(pair.value(), path);
                pairs.remove(pair);
            }
        } else {
            Items items = walker.items(parent, path.first(last));
            Draft item = step instanceof Where where
                    ? walker.item(items, where, path)
                    : items.list.get(((Index) step).index());
            if (item != null) {
                release(item, path);
                items.list.remove(item);
            }
        }
    }

    /** Refuses a removal of what is not there. */
    private void requireThere(YamlPath path, int length) {
        Draft parent = walker.open(path, length - 1);
        Step step = path.steps().get(length - 1);
        YamlPath prefix = path.first(length);
        boolean there;
        if (parent.isNull()) {
            there = false;
        } else if (step instanceof Key key) {
            there = walker.entry(walker.pairs(parent, prefix.parent()), key.name(), prefix) != null;
        } else if (step instanceof Where where) {
            there = walker.item(walker.items(parent, prefix.parent()), where, prefix) != null;
        } else {
            there = ((Index) step).index()
                    < walker.items(parent, prefix.parent()).list.size();
        }
        if (!there) {
            throw walker.refuse(parent, path, "cannot be removed, because " + prefix + " is not there", null);
        }
    }

    private void assign(Draft place, @Nullable Object value, YamlPath path) {
        if (place.now instanceof Kept kept) {
            if (kept.node() instanceof Alias alias) {
                if (shared.wish(alias, value, path)) {
                    return;
                }
                throw walker.refusals.alias(alias, path);
            }
            if (Data.sameNode(kept.node(), value)) {
                return;
            }
        }
        if (value instanceof Map<?, ?> map && isMap(place)) {
            assignMap(walker.pairs(place, path), map, path);
        } else if (value instanceof List<?> list && isList(place)) {
            assignList(walker.items(place, path), list, path);
        } else {
            Draft fresh = fresh(value, path);
            if (place.before != null) {
                if (!shared.wishAnchored(place.before, value, path)) {
                    walker.refusals.referredTo(place.before, path);
                }
                walker.refusals.unknownTag(place.before, path);
            }
            place.now = fresh.now;
        }
    }

    private static boolean isMap(Draft place) {
        return place.now instanceof Pairs || place.now instanceof Kept kept && kept.node() instanceof Mapping;
    }

    private static boolean isList(Draft place) {
        return place.now instanceof Items || place.now instanceof Kept kept && kept.node() instanceof Sequence;
    }

    private void assignMap(Pairs pairs, Map<?, ?> map, YamlPath path) {
        for (Pair pair : List.copyOf(pairs.list)) {
            if (pair.key() == null || !map.containsKey(pair.key())) {
                release(pair.value(), path);
                pairs.remove(pair);
            }
        }
        map.forEach((name, value) -> {
            String key = Data.key(name, path);
            Pair pair = walker.entry(pairs, key, path.key(key));
            assign((pair == null ? pairs.add(DraftWalker.missing(key)) : pair).value(), value, path.key(key));
        });
    }

    /** Items that are equal at the head and at the tail stay as they are. */
    private void assignList(Items items, List<?> values, YamlPath path) {
        int head = 0;
        int common = Math.min(items.list.size(), values.size());
        while (head < common && Data.same(items.list.get(head), values.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < common - head
                && Data.same(items.list.get(items.list.size() - 1 - tail), values.get(values.size() - 1 - tail))) {
            tail++;
        }
        int paired = common - tail;
        for (int i = head; i < paired; i++) {
            assign(items.list.get(i), values.get(i), path.item(i));
        }
        for (int i = items.list.size() - 1 - tail; i >= paired && items.list.size() > values.size(); i--) {
            release(items.list.get(i), path);
            items.list.remove(i);
        }
        for (int i = paired; items.list.size() < values.size(); i++) {
            items.list.add(i, fresh(values.get(i), path.item(i)));
        }
    }

    /** Refuses to drop a node that an alias elsewhere refers to. */
    private void release(Draft place, YamlPath path) {
        if (place.before != null) {
            walker.refusals.referredTo(place.before, path);
        }
    }

    private static Draft fresh(@Nullable Object value, YamlPath path) {
        return new Draft(null, Data.content(value, path));
    }
}
