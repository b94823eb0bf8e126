package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Leaf;
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

/** Walks the draft of a document along a path and changes it. Refuses what it cannot do without touching something else. */
final class DraftEditor {

    private final Text text;
    private final Document document;
    private final Draft root;
    private final Refusals refusals;
    private final NodeFinder finder;

    DraftEditor(Text text, Document document) {
        this.text = text;
        this.document = document;
        this.refusals = new Refusals(text, document);
        this.finder = new NodeFinder(text, document);
        this.root = document.root() == null ? new Draft(null, new Leaf(null)) : new Draft(document.root());
    }

    Draft root() {
        return root;
    }

    void set(YamlPath path, @Nullable Object value) {
        assign(open(path, path.steps().size()), value, path);
    }

    void setBefore(YamlPath path, @Nullable Object value, String nextKey) {
        String key = lastKey(path);
        Pairs pairs = pairs(open(path, path.steps().size() - 1), path.parent());
        if (entry(pairs, key, path) == null) {
            pairs.addBefore(pairs.get(nextKey), missing(key));
        }
        set(path, value);
    }

    void rename(YamlPath path, String name) {
        String key = lastKey(path);
        absent(path, path.steps().size());
        Draft parent = open(path, path.steps().size() - 1);
        Pairs pairs = pairs(parent, path.parent());
        Pair pair = entry(pairs, key, path);
        if (pairs.get(name) != null) {
            throw refuse(parent, path, "cannot be renamed to " + name + ", which is there already", null);
        }
        if (pair != null) {
            pairs.rename(pair, Data.key(name, path));
        }
    }

    private String lastKey(YamlPath path) {
        if (path.steps().isEmpty() || !(path.steps().get(path.steps().size() - 1) instanceof Key key)) {
            throw refuse(root, path, "does not end in a key", null);
        }
        return key.name();
    }

    void add(YamlPath path, @Nullable Object value) {
        Items items = items(open(path, path.steps().size()), path);
        items.list.add(fresh(value, path.item(items.list.size())));
    }

    void insert(YamlPath path, int index, @Nullable Object value) {
        Draft place = open(path, path.steps().size());
        Items items = items(place, path);
        if (index < 0 || index > items.list.size()) {
            throw refuse(place, path, "has " + items.list.size() + " items, so none can be inserted at " + index, null);
        }
        items.list.add(index, fresh(value, path.item(index)));
    }

    void remove(YamlPath path) {
        int last = path.steps().size() - 1;
        if (last < 0) {
            throw refuse(root, path, "is the whole document, which cannot be removed", "remove its keys");
        }
        for (int length = 0; length < last; length++) {
            absent(path, length + 1);
        }
        absent(path, last + 1);
        Draft parent = open(path, last);
        Step step = path.steps().get(last);
        if (step instanceof Key key) {
            Pairs pairs = pairs(parent, path.first(last));
            Pair pair = entry(pairs, key.name(), path);
            if (pair != null) {
                release(pair.value(), path);
                pairs.remove(pair);
            }
        } else {
            Items items = items(parent, path.first(last));
            Draft item =
                    step instanceof Where where ? item(items, where, path) : items.list.get(((Index) step).index());
            if (item != null) {
                release(item, path);
                items.list.remove(item);
            }
        }
    }

    /** Refuses a removal of what is not there. */
    private void absent(YamlPath path, int length) {
        Draft parent = open(path, length - 1);
        Step step = path.steps().get(length - 1);
        YamlPath prefix = path.first(length);
        boolean there;
        if (parent.isNull()) {
            there = false;
        } else if (step instanceof Key key) {
            there = entry(pairs(parent, prefix.parent()), key.name(), prefix) != null;
        } else if (step instanceof Where where) {
            there = item(items(parent, prefix.parent()), where, prefix) != null;
        } else {
            there = ((Index) step).index() < items(parent, prefix.parent()).list.size();
        }
        if (!there) {
            throw refuse(parent, path, "cannot be removed, because " + prefix + " is not there", null);
        }
    }

    /** The place of the first steps of a path; maps, lists and items that are missing on the way are made. */
    private Draft open(YamlPath path, int length) {
        Draft place = root;
        for (int i = 0; i < length; i++) {
            YamlPath here = path.first(i);
            Step step = path.steps().get(i);
            if (step instanceof Key key) {
                Pairs pairs = pairs(place, here);
                Pair pair = entry(pairs, key.name(), path.first(i + 1));
                place = (pair == null ? pairs.add(missing(key.name())) : pair).value();
            } else if (step instanceof Where where) {
                Items items = items(place, here);
                Draft item = item(items, where, path.first(i + 1));
                if (item == null) {
                    item = fresh(Map.of(where.key(), where.value()), here);
                    items.list.add(item);
                }
                place = item;
            } else {
                Items items = items(place, here);
                int index = ((Index) step).index();
                if (index >= items.list.size()) {
                    throw refuse(
                            place,
                            path.first(i + 1),
                            "is not there: the list has " + items.list.size() + " items",
                            null);
                }
                place = items.list.get(index);
            }
        }
        return place;
    }

    private static Pair missing(String key) {
        return new Pair(null, key, new Draft(null, new Leaf(null)));
    }

    private Pairs pairs(Draft place, YamlPath path) {
        if (place.now instanceof Pairs pairs) {
            return pairs;
        }
        if (place.now instanceof Kept kept && kept.node() instanceof Mapping mapping) {
            refusals.shared(mapping, path);
            Pairs pairs = new Pairs(mapping);
            place.now = pairs;
            return pairs;
        }
        if (place.isNull()) {
            Pairs pairs = new Pairs(null);
            place.now = pairs;
            return pairs;
        }
        throw wrongKind(place, path, "a map");
    }

    private Items items(Draft place, YamlPath path) {
        if (place.now instanceof Items items) {
            return items;
        }
        if (place.now instanceof Kept kept && kept.node() instanceof Sequence sequence) {
            refusals.shared(sequence, path);
            Items items = new Items(sequence);
            place.now = items;
            return items;
        }
        if (place.isNull()) {
            Items items = new Items(null);
            place.now = items;
            return items;
        }
        throw wrongKind(place, path, "a list");
    }

    private YamlEditException wrongKind(Draft place, YamlPath path, String wanted) {
        if (place.now instanceof Kept kept && kept.node() instanceof Alias alias) {
            return refusals.alias(alias, path);
        }
        String kind = place.now instanceof Pairs || place.now instanceof Kept kept && kept.node() instanceof Mapping
                ? "a map"
                : place.now instanceof Items || place.now instanceof Kept other && other.node() instanceof Sequence
                        ? "a list"
                        : "a scalar";
        return refuse(place, path, "is " + kind + ", where " + wanted + " was expected", null);
    }

    private @Nullable Pair entry(Pairs pairs, String key, YamlPath path) {
        if (pairs.origin != null && pairs.isTwice(key)) {
            refusals.duplicates(pairs.origin, key, path);
        }
        Pair pair = pairs.get(key);
        if (pair == null && pairs.origin != null && pairs.get("<<") != null) {
            refusals.merged(pairs.origin, key, path);
        }
        return pair;
    }

    private @Nullable Draft item(Items items, Where where, YamlPath path) {
        Draft found = null;
        for (Draft item : items.list) {
            if (matches(item, where, path)) {
                if (found != null) {
                    throw refuse(
                            item, path, "is there twice", "remove one of the two, or address the item by its index");
                }
                found = item;
            }
        }
        return found;
    }

    private boolean matches(Draft item, Where where, YamlPath path) {
        if (item.now instanceof Pairs pairs) {
            Pair pair = pairs.get(where.key());
            if (pair == null) {
                return false;
            }
            return pair.value().now instanceof Leaf leaf
                    ? where.value().equals(String.valueOf(leaf.value()))
                    : pair.value().now instanceof Kept kept && where.value().equals(finder.scalarText(kept.node()));
        }
        return item.now instanceof Kept kept && finder.matches(kept.node(), where, path);
    }

    private void assign(Draft place, @Nullable Object value, YamlPath path) {
        if (place.now instanceof Kept kept) {
            if (kept.node() instanceof Alias alias) {
                throw refusals.alias(alias, path);
            }
            if (Data.sameNode(kept.node(), value)) {
                return;
            }
        }
        if (value instanceof Map<?, ?> map && isMap(place)) {
            assignMap(pairs(place, path), map, path);
        } else if (value instanceof List<?> list && isList(place)) {
            assignList(items(place, path), list, path);
        } else {
            Draft fresh = fresh(value, path);
            if (place.before != null) {
                refusals.referredTo(place.before, path);
                refusals.unknownTag(place.before, path);
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
            Pair pair = entry(pairs, key, path.key(key));
            assign((pair == null ? pairs.add(missing(key)) : pair).value(), value, path.key(key));
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
            refusals.referredTo(place.before, path);
        }
    }

    private static Draft fresh(@Nullable Object value, YamlPath path) {
        return new Draft(null, Data.content(value, path));
    }

    private YamlEditException refuse(Draft place, YamlPath path, String message, @Nullable String hint) {
        int offset = place.before == null ? document.bodyStart() : place.before.start();
        return text.refuse(offset, path.toString(), null, message, hint, null);
    }
}
