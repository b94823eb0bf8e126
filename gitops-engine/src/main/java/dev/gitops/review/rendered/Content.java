package dev.gitops.review.rendered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object, to be asked for what is below it. What is not there, or is something else than was asked for, is empty.
 *
 * @param value a map, list, text, number or truth; null where there is nothing
 */
public record Content(@Nullable Object value) {

    private static final Content NOTHING = new Content(null);

    /** {@return a part} */
    static Content of(@Nullable Object value) {
        return value == null ? NOTHING : new Content(value);
    }

    /**
     * What is below.
     *
     * @param keys the keys on the way down
     * @return the part there
     */
    public Content at(String... keys) {
        @Nullable Object here = value;
        for (String key : keys) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return of(here);
    }

    /** {@return the items of a list} */
    public List<Content> items() {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        List<Content> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(of(item)));
        return items;
    }

    /** {@return the items of a list of texts} */
    public List<String> texts() {
        return items().stream().map(Content::text).flatMap(Optional::stream).toList();
    }

    /** {@return the keys of a map} */
    public List<String> keys() {
        return value instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** {@return a text, or a number or truth as one} */
    public Optional<String> text() {
        return value == null || value instanceof Map<?, ?> || value instanceof List<?>
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /** {@return a text, or another one where there is none} */
    public String text(String otherwise) {
        return text().orElse(otherwise);
    }

    /** {@return a whole number} */
    public Optional<Long> number() {
        return value instanceof Number number && !(value instanceof Double)
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** {@return whether it says true} */
    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** {@return whether there is something} */
    public boolean isThere() {
        return value != null;
    }

    /** {@return whether there is nothing, or an empty list, map or text} */
    public boolean isEmpty() {
        return value == null
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof String text && text.isEmpty();
    }

    /** {@return whether it is the same as another part} */
    public boolean isSame(Content other) {
        return Objects.equals(value, other.value);
    }
}
