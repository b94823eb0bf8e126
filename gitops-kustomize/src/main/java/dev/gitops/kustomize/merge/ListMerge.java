package dev.gitops.kustomize.merge;

import dev.gitops.kustomize.schema.FieldSchema;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges two lists whose items are matched: by one key, by several, or (lists of plain values) by the values themselves. */
final class ListMerge {

    private static final List<String> SELF = List.of("");

    private final StrategicMerge merger;
    private final @Nullable FieldSchema items;
    private final List<String> keys;
    private final Node dest;
    private final @Nullable Node origin;

    ListMerge(StrategicMerge merger, FieldSchema schema, Node dest, @Nullable Node origin) {
        this.merger = merger;
        this.items = schema.items();
        this.keys = schema.mergeKeys().isEmpty() ? SELF : schema.mergeKeys();
        this.dest = dest;
        this.origin = origin;
    }

    /** The merged list: the patch's items and what they matched first, the others after them. */
    @Nullable
    Node merge() {
        List<List<String>> values = new ArrayList<>(identities());
        if (keys.size() > 1) {
            reconcile(values);
        }
        Node merged = Node.sequence();
        List<String> usedKeys = keys;
        for (List<String> value : values) {
            if (value.isEmpty()) {
                continue;
            }
            usedKeys = validKeys(values, keys);
            List<String> usedValues = validValues(value, usedKeys);
            List<String> ownKeys = validKeys(List.of(usedValues), usedKeys);
            List<String> ownValues = select(usedValues, usedKeys, ownKeys);
            Node before = find(dest, ownKeys, ownValues);
            Node incoming = origin == null ? null : find(origin, ownKeys, ownValues);
            Node item = merger.walk(before, incoming, items);
            if (item == null
                    || item.isNull()
                    || item.isMapping() && item.children().isEmpty()) {
                set(dest, null, usedKeys, usedValues);
                continue;
            }
            for (int i = 0; i < usedKeys.size(); i++) {
                boolean absent = item.isMapping() && item.get(usedKeys.get(i)) == null;
                if (absent && !usedValues.get(i).isEmpty()) {
                    Edits.set(item, usedKeys.get(i), Node.untagged(usedValues.get(i)), false);
                }
            }
            set(merged, item, usedKeys, usedValues);
        }
        if (values.isEmpty()) {
            return dest;
        }
        appendRest(merged, usedKeys);
        return merged;
    }

    private Set<List<String>> identities() {
        Set<List<String>> found = new LinkedHashSet<>();
        if (origin != null) {
            collect(origin, found);
        }
        collect(dest, found);
        return found;
    }

    private void collect(Node list, Set<List<String>> into) {
        for (Node item : list.children()) {
            List<String> value = new ArrayList<>(keys.size());
            if (keys == SELF) {
                value.add(item.value());
            } else {
                for (String key : keys) {
                    Node field = item.get(key);
                    value.add(field == null || field.isNullOrEmpty() ? "" : field.value());
                }
            }
            into.add(value);
        }
    }

    /** Two identities of which one lacks a part mean the same item, and the fuller one holds for both. */
    private static void reconcile(List<List<String>> values) {
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < values.size(); j++) {
                List<String> united = unite(values.get(i), values.get(j));
                if (united != null) {
                    values.set(i, united);
                    values.set(j, united);
                }
            }
        }
    }

    private static @Nullable List<String> unite(List<String> a, List<String> b) {
        boolean common = false;
        List<String> united = new ArrayList<>(a.size());
        for (int k = 0; k < a.size(); k++) {
            String x = a.get(k);
            String y = b.get(k);
            if (x.equals(y)) {
                common = true;
                united.add(x);
            } else if (!x.isEmpty() && !y.isEmpty()) {
                return null;
            } else {
                united.add(x.isEmpty() ? y : x);
            }
        }
        return common ? united : null;
    }

    /** The keys that some item has; all of them where none has any. */
    private static List<String> validKeys(List<List<String>> values, List<String> keys) {
        List<String> valid = new ArrayList<>(keys.size());
        for (int k = 0; k < keys.size(); k++) {
            for (List<String> value : values) {
                if (!value.get(k).isEmpty()) {
                    valid.add(keys.get(k));
                    break;
                }
            }
        }
        return valid.isEmpty() ? keys : valid;
    }

    private List<String> validValues(List<String> value, List<String> valid) {
        return select(value, keys, valid);
    }

    private static List<String> select(List<String> values, List<String> keys, List<String> wanted) {
        if (wanted.size() == keys.size()) {
            return values;
        }
        List<String> selected = new ArrayList<>(wanted.size());
        for (int k = 0; k < keys.size(); k++) {
            if (wanted.contains(keys.get(k))) {
                selected.add(values.get(k));
            }
        }
        return selected;
    }

    private static @Nullable Node find(Node list, List<String> keys, List<String> values) {
        if (!list.isSequence()) {
            return null;
        }
        for (Node item : list.children()) {
            if (keys.get(0).isEmpty()) {
                if (item.value().equals(values.get(0))) {
                    return item;
                }
            } else if (item.isNull() || item.isMapping()) {
                if (matches(item, keys, values)) {
                    return item;
                }
            }
        }
        return null;
    }

    private static boolean matches(Node item, List<String> keys, List<String> values) {
        for (int k = 0; k < keys.size(); k++) {
            Node field = item.get(keys.get(k));
            if (field == null || !field.value().equals(values.get(k))) {
                return false;
            }
        }
        return true;
    }

    /** Puts an item in the place of those that match, or behind the others; takes the matching ones out where there is no item. */
    private static void set(Node list, @Nullable Node item, List<String> keys, List<String> values) {
        ArrayList<Node> kept = new ArrayList<>(list.children().size() + 1);
        boolean found = false;
        boolean byField =
                !keys.get(0).isEmpty() && !values.isEmpty() && !values.get(0).isEmpty();
        for (Node element : list.children()) {
            if (element.isNull() || element.isMapping() && element.children().isEmpty()) {
                continue;
            }
            if (!element.isMapping() && byField) {
                kept.add(element);
                continue;
            }
            boolean match = keys.get(0).isEmpty()
                    ? element.value().equals(values.isEmpty() ? "" : values.get(0))
                    : setMatches(element, keys, values);
            if (!match) {
                if (!values.isEmpty()) {
                    kept.add(element);
                }
                continue;
            }
            found = true;
            if (item != null) {
                kept.add(item);
            }
        }
        if (item != null && !found) {
            kept.add(item);
        }
        list.children(kept);
    }

    /** An empty value stands for any, and so does one that is missing behind others. */
    private static boolean setMatches(Node element, List<String> keys, List<String> values) {
        if (values.isEmpty()) {
            return false;
        }
        for (int k = 0; k < values.size(); k++) {
            Node field = element.get(keys.get(k));
            String value = values.get(k);
            if (field == null || !value.isEmpty() && !field.value().equals(value)) {
                return false;
            }
        }
        return true;
    }

    private void appendRest(Node merged, List<String> usedKeys) {
        for (Node item : List.copyOf(dest.children())) {
            if (usedKeys.get(0).isEmpty()) {
                set(merged, item, SELF, List.of(item.value()));
                continue;
            }
            List<String> values = new ArrayList<>(usedKeys.size());
            for (String key : usedKeys) {
                Node field = item.get(key);
                if (field == null) {
                    merged.add(item);
                } else {
                    values.add(field.value());
                }
            }
            if (usedKeys.size() > 1) {
                set(merged, null, usedKeys, values);
            }
            set(merged, item, usedKeys, values);
        }
    }
}
