package dev.gitops.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a value stands in a YAML document: map keys, list items by index, or the list item whose key has a given value.
 *
 * <p>In text form: {@code images[name=shop].newTag}, {@code spec.containers[0].image}, {@code labels["app.kubernetes.io/name"]}. Names made of letters, digits,
 * {@code _}, {@code -}, {@code /} and {@code $} need no quotes. Values that come from outside belong into the builder methods, which take any text as it is.
 */
public final class YamlPath {

    private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_/$-]+");
    private static final Pattern BARE_VALUE = Pattern.compile("[\\p{L}\\p{N}_/$.:@-]+");
    private static final YamlPath ROOT = new YamlPath(List.of());

    private final List<Step> steps;

    private YamlPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** One step down. */
    public sealed interface Step permits Key, Index, Where {}

    /**
     * The value of a key.
     *
     * @param name the key
     */
    public record Key(String name) implements Step {}

    /**
     * An item of a list.
     *
     * @param index from 0
     */
    public record Index(int index) implements Step {}

    /**
     * The one item of a list that has a value under a key.
     *
     * @param key the key
     * @param value the value
     */
    public record Where(String key, String value) implements Step {}

    /** {@return the path of the document's own value} */
    public static YamlPath root() {
        return ROOT;
    }

    /**
     * The path of nested keys, each taken literally.
     *
     * @param keys the keys, from the outermost
     * @return the path
     */
    public static YamlPath of(String... keys) {
        YamlPath path = ROOT;
        for (String key : keys) {
            path = path.key(key);
        }
        return path;
    }

    /**
     * Reads the text form.
     *
     * @param text as in {@code images[name=shop].newTag}
     * @return the path; its {@link #toString()} means the same
     * @throws dev.gitops.api.InvalidInputException when the text is no path
     */
    public static YamlPath parse(String text) {
        return new PathParser(text).parse();
    }

    /**
     * The value of a key in the map here.
     *
     * @param name the key, taken literally
     * @return the longer path
     */
    public YamlPath key(String name) {
        return then(new Key(Objects.requireNonNull(name, "name")));
    }

    /**
     * An item of the list here.
     *
     * @param index from 0
     * @return the longer path
     */
    public YamlPath item(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("an index is counted from 0, but is " + index);
        }
        return then(new Index(index));
    }

    /**
     * The one item of the list here that is a map in which a key has a value.
     *
     * @param key the key
     * @param value its value, as text
     * @return the longer path
     */
    public YamlPath where(String key, String value) {
        return then(new Where(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    /** {@return the path one step up; the root's parent is the root} */
    public YamlPath parent() {
        return steps.isEmpty() ? ROOT : first(steps.size() - 1);
    }

    /** {@return the steps from the document's own value down} */
    public List<Step> steps() {
        return steps;
    }

    /**
     * The same path from further down.
     *
     * @param count how many of the first steps are left out
     * @return the shorter path
     */
    public YamlPath from(int count) {
        return new YamlPath(steps.subList(count, steps.size()));
    }

    YamlPath first(int count) {
        return new YamlPath(steps.subList(0, count));
    }

    private YamlPath then(Step step) {
        List<Step> longer = new ArrayList<>(steps.size() + 1);
        longer.addAll(steps);
        longer.add(step);
        return new YamlPath(longer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YamlPath path && path.steps.equals(steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    /** {@return the text form; {@code .} for the root} */
    @Override
    public String toString() {
        if (steps.isEmpty()) {
            return ".";
        }
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Key key) {
                if (!BARE.matcher(key.name()).matches()) {
                    text.append('[').append(quoted(key.name())).append(']');
                } else {
                    text.append(text.isEmpty() ? "" : ".").append(key.name());
                }
            } else if (step instanceof Index index) {
                text.append('[').append(index.index()).append(']');
            } else if (step instanceof Where where) {
                text.append('[').append(BARE.matcher(where.key()).matches() ? where.key() : quoted(where.key()));
                text.append('=')
                        .append(BARE_VALUE.matcher(where.value()).matches() ? where.value() : quoted(where.value()));
                text.append(']');
            }
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
