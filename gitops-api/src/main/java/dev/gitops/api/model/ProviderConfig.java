package dev.gitops.api.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory says to a provider: its kind and, as plain data, what stands under its key. The data has passed the provider's schema.
 *
 * @param kind the provider's kind
 * @param value a String, Long, Double, Boolean, List or Map of those; null where the word stands alone
 * @param position where it stands in the inventory, as {@code file:line:column}, for messages
 */
public record ProviderConfig(String kind, @Nullable Object value, String position) {

    /**
     * The value as a map; empty where the word stands alone or the value is not a map.
     *
     * @return the options by key
     */
    @SuppressWarnings("unchecked")
    public Map<String, Object> options() {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /**
     * A list of texts under a key.
     *
     * @param key the option's key
     * @return the texts; a single text counts as a list of one; empty where the key is absent
     */
    public List<String> texts(String key) {
        Object found = options().get(key);
        if (found instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return found == null ? List.of() : List.of(found.toString());
    }

    /**
     * A text under a key.
     *
     * @param key the option's key
     * @param otherwise what to return where the key is absent
     * @return the text
     */
    public String text(String key, String otherwise) {
        Object found = options().get(key);
        return found == null ? otherwise : found.toString();
    }

    /**
     * A switch under a key.
     *
     * @param key the option's key
     * @param otherwise what to return where the key is absent
     * @return whether it is on
     */
    public boolean flag(String key, boolean otherwise) {
        return options().get(key) instanceof Boolean on ? on : otherwise;
    }
}
