package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parts of objects as the API server would compare them: what is its default need not be written, and amounts count by their values. */
final class AsStored {

    /** Defaults of fields that have the same one wherever pods and claims have them. */
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("protocol", "TCP"),
            Map.entry("terminationMessagePath", "/dev/termination-log"),
            Map.entry("terminationMessagePolicy", "File"),
            Map.entry("dnsPolicy", "ClusterFirst"),
            Map.entry("restartPolicy", "Always"),
            Map.entry("schedulerName", "default-scheduler"),
            Map.entry("terminationGracePeriodSeconds", "30"),
            Map.entry("volumeMode", "Filesystem"),
            Map.entry("podManagementPolicy", "OrderedReady"),
            Map.entry("completionMode", "NonIndexed"),
            Map.entry("reclaimPolicy", "Delete"),
            Map.entry("volumeBindingMode", "Immediate"),
            Map.entry("preemptionPolicy", "PreemptLowerPriority"),
            Map.entry("successThreshold", "1"),
            Map.entry("failureThreshold", "3"),
            Map.entry("periodSeconds", "10"),
            Map.entry("timeoutSeconds", "1"),
            Map.entry("scheme", "HTTP"),
            Map.entry("defaultMode", "420"),
            Map.entry("hostNetwork", "false"),
            Map.entry("hostPID", "false"),
            Map.entry("hostIPC", "false"),
            Map.entry("readOnly", "false"));

    private AsStored() {}

    static boolean isSame(Content before, Content after) {
        return before.isSame(after)
                || String.valueOf(stored("", before.value())).equals(String.valueOf(stored("", after.value())));
    }

    /** What would be stored; null where that is nothing. */
    private static @Nullable Object stored(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> kept = new TreeMap<>();
            map.forEach((name, below) -> {
                Object stored = isAmounts(key) ? amount(below) : stored(String.valueOf(name), below);
                if (stored != null) {
                    kept.put(String.valueOf(name), stored);
                }
            });
            return kept.isEmpty() && !key.equals("emptyDir") && !key.isEmpty() ? null : kept;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> kept = new ArrayList<>();
            list.forEach(item -> kept.add(stored("", item)));
            return kept.isEmpty() ? null : kept;
        }
        return value == null || String.valueOf(value).equals(DEFAULTS.get(key)) ? null : value;
    }

    private static boolean isAmounts(String key) {
        return key.equals("limits") || key.equals("requests");
    }

    private static Object amount(@Nullable Object value) {
        String text = String.valueOf(value);
        return Quantity.of(text).<Object>map(amount -> amount.toPlainString()).orElse(text);
    }

    /** Maps without some keys. */
    static Content without(Content map, List<String> keys) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        for (String key : map.keys()) {
            if (!keys.contains(key)) {
                rest.put(key, map.at(key).value());
            }
        }
        return new Content(rest);
    }
}
