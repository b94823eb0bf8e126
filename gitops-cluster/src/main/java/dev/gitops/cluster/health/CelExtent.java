package dev.gitops.cluster.health;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a value is.
 *
 * @param parts how many values it has, itself among them
 * @param longestList how many items its longest list or map has
 * @param longestText how many characters its longest text has
 */
record CelExtent(long parts, int longestList, int longestText) {

    static CelExtent of(@Nullable Object value) {
        if (value instanceof String text) {
            return new CelExtent(1, 0, text.length());
        }
        Collection<?> items =
                value instanceof List<?> list ? list : value instanceof Map<?, ?> map ? map.values() : List.of();
        long parts = 1;
        int longestList = items.size();
        int longestText = 0;
        for (Object item : items) {
            CelExtent below = of(item);
            parts += below.parts();
            longestList = Math.max(longestList, below.longestList());
            longestText = Math.max(longestText, below.longestText());
        }
        return new CelExtent(parts, longestList, longestText);
    }
}
