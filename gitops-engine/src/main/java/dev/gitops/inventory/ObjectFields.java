package dev.gitops.inventory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths of fields of an object, as in {@code spec.template.spec.containers[name=app].resources}. */
final class ObjectFields {

    private static final Set<String> IDENTITY =
            Set.of("apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace");
    private static final Complaint NO_PATH = Complaint.of(
            "is no path of a field",
            "write it as spec.replicas, webhooks.*.clientConfig.caBundle or spec.template.spec.containers[name=app].resources");

    private ObjectFields() {}

    static @Nullable Complaint check(String path) {
        if (IDENTITY.contains(path)) {
            return Complaint.of("says which object it is", "name fields below it, such as metadata.annotations");
        }
        boolean begins =
                !path.isEmpty() && (Characters.isLetterOrDigit(path.charAt(0)) || "_*".indexOf(path.charAt(0)) >= 0);
        return begins && partsAreNamed(path) ? null : NO_PATH;
    }

    /** Whether something stands between the dots, and in each bracket an index or a key with its value. */
    private static boolean partsAreNamed(String path) {
        int at = 0;
        while (at < path.length()) {
            char first = path.charAt(at);
            if (first == '[') {
                int end = path.indexOf(']', at);
                if (end < 0 || !selects(path.substring(at + 1, end))) {
                    return false;
                }
                at = end + 1;
            } else {
                int from = first == '.' ? at + 1 : at;
                boolean follows = first == '.' ? at > 0 : at == 0;
                int end = endOfName(path, from);
                if (!follows || end == from) {
                    return false;
                }
                at = end;
            }
        }
        return true;
    }

    private static boolean selects(String inside) {
        boolean isIndex =
                !inside.isEmpty() && inside.length() < 10 && inside.chars().allMatch(c -> c >= '0' && c <= '9');
        return isIndex || inside.indexOf('=') > 0 && inside.indexOf('[') < 0;
    }

    private static int endOfName(String path, int from) {
        int end = from;
        while (end < path.length() && ".[]".indexOf(path.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
