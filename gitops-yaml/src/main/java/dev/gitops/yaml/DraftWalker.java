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

/** Walks the draft of a document along a path, opening what it enters. Refuses aliases, what is there twice, and what others share. */
final class DraftWalker {

    final Refusals refusals;

    private final Text text;
    private final Document document;
    private final NodeFinder finder;
    private final Draft root;

    DraftWalker(Text text, Document document) {
        this.text = text;
        this.document = document;
        this.refusals = new Refusals(text, document);
        this.finder = new NodeFinder(text, document);
        this.root = document.root() == null ? new Draft(null, new Leaf(null)) : new Draft(document.root());
    }

    Draft root() {
        return root;
    }

    /** The place of the first steps of a path; maps, lists and items that are missing on the way are made. */
    Draft open(YamlPath path, int length) {
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
                    item = new Draft(null, Data.content(Map.of(where.key(), where.value()), here));
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

    /** The place where the value of a path is written, which may be another one that aliases or merge keys bring it from. */
    Draft whereWritten(YamlPath path) {
        Node node = finder.find(path);
        if (node == null) {
            throw refuse(root, path, "is not there", null);
        }
        Draft place = root;
        while (place.before != node) {
            if (place.now instanceof Kept kept && kept.node() instanceof Mapping mapping) {
                place.now = new Pairs(mapping);
            } else if (place.now instanceof Kept kept && kept.node() instanceof Sequence sequence) {
                place.now = new Items(sequence);
            }
            Draft above = place;
            List<Draft> below = place.now instanceof Pairs pairs
                    ? pairs.list.stream().map(Pair::value).toList()
                    : place.now instanceof Items items ? items.list : List.of();
            place = below.stream()
                    .filter(draft -> draft.before != null
                            && draft.before.start() <= node.start()
                            && node.end() <= draft.before.end())
                    .findFirst()
                    .orElseThrow(() -> refuse(above, path, "is not written in one place", null));
        }
        return place;
    }

    static Pair missing(String key) {
        return new Pair(null, key, new Draft(null, new Leaf(null)));
    }

    Pairs pairs(Draft place, YamlPath path) {
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

    Items items(Draft place, YamlPath path) {
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

    @Nullable
    Pair entry(Pairs pairs, String key, YamlPath path) {
        if (pairs.origin != null && pairs.isTwice(key)) {
            refusals.duplicates(pairs.origin, key, path);
        }
        Pair pair = pairs.get(key);
        if (pair == null && pairs.origin != null && pairs.get("<<") != null) {
            refusals.merged(pairs.origin, key, path);
        }
        return pair;
    }

    @Nullable
    Draft item(Items items, Where where, YamlPath path) {
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

    YamlEditException refuse(Draft place, YamlPath path, String message, @Nullable String hint) {
        int offset = place.before == null ? document.bodyStart() : place.before.start();
        return text.refuse(offset, path.toString(), null, message, hint, null);
    }
}
