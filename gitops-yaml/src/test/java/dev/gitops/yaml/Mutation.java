package dev.gitops.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random edit, made on plain Java data and on the file, so that the two can be compared. */
final class Mutation {

    private static final List<Object> SCALARS = List.of(
            "v1.2.3",
            "1.30",
            "7e12345",
            "012",
            "on",
            "1_000",
            "0x1F",
            "2024-01-01",
            "12:30",
            "~",
            "null",
            ".inf",
            "=",
            "<<",
            "- a",
            "-a",
            "a: b",
            "a #b",
            " a",
            "a ",
            "\t",
            "y",
            "repo/shop:1.0",
            "@x",
            "-",
            "---",
            "",
            "true",
            "it's",
            "say \"x\"",
            "{a",
            "[b]",
            "a,b",
            "\u0007",
            "\uD83D\uDE80",
            "ä",
            "\u202E",
            "\u2028",
            "line\nline",
            "line\n",
            "  x\ny",
            "*a",
            "&a",
            "!a",
            "%a",
            "|",
            ">",
            "#",
            3,
            0,
            -1,
            2.5,
            true,
            false,
            12345678901L,
            1e21);

    private final Random random;
    private final String description;
    private final @Nullable Object data;
    private final YamlEdit edit;
    private final int linesRemoved;
    private final int linesAdded;

    private Mutation(Random random, String description, @Nullable Object data, YamlEdit edit, int removed, int added) {
        this.random = random;
        this.description = description;
        this.data = data;
        this.edit = edit;
        this.linesRemoved = removed;
        this.linesAdded = added;
    }

    static Mutation none(Random random, YamlFile file, @Nullable Object data) {
        return new Mutation(random, "", data, file.edit(), 0, 0);
    }

    @Nullable
    Object data() {
        return data;
    }

    YamlEdit edit() {
        return edit;
    }

    /** How many of the file's lines may be gone at most; -1 where that is not known. */
    int linesRemoved() {
        return linesRemoved;
    }

    /** How many lines may be new at most; -1 where that is not known. */
    int linesAdded() {
        return linesAdded;
    }

    @Override
    public String toString() {
        return description;
    }

    /** One more random change, at a random place. */
    @SuppressWarnings("unchecked")
    Mutation next() {
        YamlPath path = YamlPath.root();
        Object at = data;
        while (true) {
            if (at instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(4) > 0) {
                String key = new ArrayList<>((java.util.Set<String>) map.keySet()).get(random.nextInt(map.size()));
                if (random.nextInt(8) == 0) {
                    String change = "remove " + path.key(key);
                    return then(change, removed(data, path.key(key).steps()), edit.remove(path.key(key)), -1, -1);
                }
                at = map.get(key);
                path = path.key(key);
            } else if (at instanceof List<?> list && !list.isEmpty() && random.nextInt(4) > 0) {
                int index = random.nextInt(list.size());
                if (random.nextInt(8) == 0) {
                    String change = "remove " + path.item(index);
                    return then(change, removed(data, path.item(index).steps()), edit.remove(path.item(index)), -1, -1);
                }
                at = list.get(index);
                path = path.item(index);
            } else {
                return change(path, at);
            }
        }
    }

    private Mutation change(YamlPath path, @Nullable Object at) {
        if (at instanceof List<?> list && random.nextInt(3) > 0) {
            Object item = random.nextBoolean() ? scalar() : collection();
            boolean append = random.nextBoolean();
            int index = append ? list.size() : random.nextInt(list.size() + 1);
            List<@Nullable Object> longer = new ArrayList<>(list);
            longer.add(index, item);
            return then(
                    (append ? "add to " : "insert at " + index + " in ") + path + ": " + item,
                    with(data, path.steps(), longer),
                    append ? edit.add(path, item) : edit.insert(path, index, item),
                    1, // a flow list, or an empty one
                    2 + lines(item));
        }
        if (at instanceof Map<?, ?> map && random.nextInt(3) > 0) {
            String key =
                    List.of("added", "on", "1", "a: b", "x/y.z", "it's", "#c").get(random.nextInt(7));
            Object value = random.nextBoolean() ? scalar() : collection();
            if (!map.containsKey(key)) {
                YamlPath inner = path.key(key);
                return then(
                        "set new " + inner + ": " + value,
                        with(data, inner.steps(), value),
                        edit.set(inner, value),
                        1,
                        2 + lines(value));
            }
        }
        if (path.steps().isEmpty()) {
            return this;
        }
        boolean small = at == null
                || at instanceof Number
                || at instanceof Boolean
                || at instanceof String text && text.length() < 60 && !text.contains("\n");
        Object value = random.nextInt(4) > 0 ? scalar() : collection();
        return then(
                "set " + path + ": " + value,
                with(data, path.steps(), value),
                edit.set(path, value),
                small ? 3 : -1, // a quoted or folded text may be written on several lines
                small ? 1 + lines(value) : -1);
    }

    private Mutation then(String change, @Nullable Object changed, YamlEdit longer, int removed, int added) {
        String all = description.isEmpty() ? change : description + "; " + change;
        boolean known = linesRemoved >= 0 && removed >= 0;
        return new Mutation(
                random, all, changed, longer, known ? linesRemoved + removed : -1, known ? linesAdded + added : -1);
    }

    private static int lines(Object value) {
        if (value instanceof String text) {
            return (int) text.lines().count();
        }
        return value instanceof Map<?, ?> || value instanceof List<?> ? 6 : 1;
    }

    private Object scalar() {
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private Object collection() {
        return switch (random.nextInt(5)) {
            case 0 -> Map.of("name", scalar());
            case 1 -> List.of(scalar(), scalar());
            case 2 -> new LinkedHashMap<>(Map.of("k", List.of(Map.of("deep", scalar()))));
            case 3 -> List.of();
            default -> Map.of();
        };
    }

    @SuppressWarnings("unchecked")
    static @Nullable Object with(@Nullable Object data, List<YamlPath.Step> steps, @Nullable Object value) {
        if (steps.isEmpty()) {
            return value;
        }
        List<YamlPath.Step> rest = steps.subList(1, steps.size());
        if (steps.get(0) instanceof YamlPath.Key key) {
            Map<String, @Nullable Object> copy =
                    new LinkedHashMap<>(data == null ? Map.of() : (Map<String, Object>) data);
            copy.put(key.name(), with(copy.get(key.name()), rest, value));
            return copy;
        }
        int index = ((YamlPath.Index) steps.get(0)).index();
        List<@Nullable Object> copy = new ArrayList<>((List<Object>) data);
        copy.set(index, with(copy.get(index), rest, value));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Object removed(@Nullable Object data, List<YamlPath.Step> steps) {
        YamlPath.Step first = steps.get(0);
        List<YamlPath.Step> rest = steps.subList(1, steps.size());
        if (first instanceof YamlPath.Key key) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>((Map<String, Object>) data);
            if (rest.isEmpty()) {
                copy.remove(key.name());
            } else {
                copy.put(key.name(), removed(copy.get(key.name()), rest));
            }
            return copy;
        }
        int index = ((YamlPath.Index) first).index();
        List<@Nullable Object> copy = new ArrayList<>((List<Object>) data);
        if (rest.isEmpty()) {
            copy.remove(index);
        } else {
            copy.set(index, removed(copy.get(index), rest));
        }
        return copy;
    }
}
