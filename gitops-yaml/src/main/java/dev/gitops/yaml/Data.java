package dev.gitops.yaml;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.yaml.Draft.Content;
import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Leaf;
import dev.gitops.yaml.Draft.Pair;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of an edit: strings, numbers, booleans, null, maps and lists of them; and whether a node already has one. */
final class Data {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private Data() {}

    static Content content(@Nullable Object value, YamlPath path) {
        if (value instanceof Map<?, ?> map) {
            Pairs pairs = new Pairs(null);
            map.forEach((name, item) -> {
                String key = key(name, path);
                pairs.add(new Pair(null, key, new Draft(null, content(item, path.key(key)))));
            });
            return pairs;
        }
        if (value instanceof Collection<?> list) {
            Items items = new Items(null);
            for (Object item : list) {
                items.list.add(new Draft(null, content(item, path.item(items.list.size()))));
            }
            return items;
        }
        if (value instanceof String string) {
            encodable(string, path);
        } else if (value != null && !(value instanceof Boolean) && !isNumber(value)) {
            throw unusable(path, String.valueOf(value), "is of " + value.getClass() + ", which has no form in YAML");
        }
        return new Leaf(value);
    }

    static String key(@Nullable Object name, YamlPath path) {
        if (!(name instanceof String key)) {
            throw unusable(path, String.valueOf(name), "is used as a key, but is no string");
        }
        encodable(key, path);
        return key;
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Float;
    }

    private static void encodable(String string, YamlPath path) {
        for (int at = 0; at < string.length(); at = string.offsetByCodePoints(at, 1)) {
            if (Character.getType(string.codePointAt(at)) == Character.SURROGATE) {
                throw unusable(path, string, "has half of a surrogate pair, which cannot be written as UTF-8");
            }
        }
    }

    private static InvalidInputException unusable(YamlPath path, String value, String why) {
        return new InvalidInputException(
                "a value for a YAML file", List.of(Problem.of(path.toString(), value, why, null)));
    }

    /** Whether a draft holds a value already. */
    static boolean same(Draft draft, @Nullable Object value) {
        if (draft.now instanceof Kept kept) {
            return sameNode(kept.node(), value);
        }
        if (draft.now instanceof Leaf leaf) {
            return leaf.value() == null ? value == null : leaf.value().equals(value);
        }
        if (draft.now instanceof Items items && value instanceof List<?> list && items.list.size() == list.size()) {
            for (int i = 0; i < list.size(); i++) {
                if (!same(items.list.get(i), list.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (draft.now instanceof Pairs pairs && value instanceof Map<?, ?> map && pairs.list.size() == map.size()) {
            return pairs.list.stream()
                    .allMatch(pair -> pair.key() != null
                            && map.containsKey(pair.key())
                            && same(pair.value(), map.get(pair.key())));
        }
        return false;
    }

    /** Whether a node is read as a value by every reader, whichever YAML it follows. */
    static boolean sameNode(Node node, @Nullable Object value) {
        if (node instanceof Scalar scalar) {
            return sameScalar(scalar, value);
        }
        if (node instanceof Mapping mapping && value instanceof Map<?, ?> map) {
            Set<String> seen = new HashSet<>();
            for (Entry entry : mapping.entries()) {
                String name = entry.name();
                if (name == null || !seen.add(name) || !map.containsKey(name)) {
                    return false;
                }
                if (!sameNode(entry.value(), map.get(name))) {
                    return false;
                }
            }
            return seen.size() == map.size();
        }
        if (node instanceof Sequence sequence && value instanceof Collection<?> list) {
            int i = 0;
            for (Object item : list) {
                if (i >= sequence.items().size() || !sameNode(sequence.items().get(i++), item)) {
                    return false;
                }
            }
            return i == sequence.items().size();
        }
        return false;
    }

    private static boolean sameScalar(Scalar scalar, @Nullable Object value) {
        String tag = scalar.properties().tag();
        if (value instanceof String string) {
            boolean text = scalar.style() != Style.PLAIN || !Ambiguity.isAmbiguous(string);
            return scalar.value().equals(string)
                    && (tag == null ? text : tag.equals("!") || tag.equals("tag:yaml.org,2002:str"));
        }
        if (tag != null || scalar.style() != Style.PLAIN) {
            return false;
        }
        if (value == null) {
            return scalar.isNull();
        }
        if (value instanceof Boolean) {
            return scalar.value().equals(value.toString());
        }
        String written = Scalars.number(value);
        return scalar.value().equals(written)
                || DECIMAL.matcher(scalar.value()).matches()
                        && DECIMAL.matcher(written).matches()
                        && isInteger(scalar.value()) == isInteger(written)
                        && new BigDecimal(scalar.value()).compareTo(new BigDecimal(written)) == 0;
    }

    private static boolean isInteger(String number) {
        return number.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    }
}
