package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ObjectDifference;
import java.util.List;

/** Differences of objects in JSON and in words. */
public final class DifferenceOutput {

    private DifferenceOutput() {}

    /**
     * Adds differences to a document.
     *
     * @param array gets an object a difference
     * @param app the application
     * @param environment the environment
     * @param differences the differences
     */
    public static void add(ArrayNode array, String app, String environment, List<ObjectDifference> differences) {
        for (ObjectDifference difference : differences) {
            ObjectNode node = array.addObject();
            node.put("app", app);
            node.put("environment", environment);
            node.put("kind", difference.kind());
            node.put("namespace", difference.namespace());
            node.put("name", difference.name());
            node.put("change", difference.change().word());
            ArrayNode fields = node.putArray("fields");
            for (ObjectDifference.Field field : difference.fields()) {
                ObjectNode entry = fields.addObject();
                entry.put("path", field.path());
                entry.put("left", field.left());
                entry.put("right", field.right());
                Json.put(entry, "manager", field.manager());
                Json.put(entry, "time", field.time());
            }
        }
    }

    /**
     * Differences in words.
     *
     * @param app the application
     * @param environment the environment
     * @param differences the differences
     * @return a line an object and field, each ended; empty where nothing differs
     */
    public static String text(String app, String environment, List<ObjectDifference> differences) {
        StringBuilder text = new StringBuilder();
        for (ObjectDifference difference : differences) {
            text.append(app)
                    .append(' ')
                    .append(environment)
                    .append(": ")
                    .append(difference.change().word())
                    .append("  ")
                    .append(difference.kind())
                    .append(' ')
                    .append(difference.namespace() == null ? "" : difference.namespace() + "/")
                    .append(difference.name())
                    .append('\n');
            for (ObjectDifference.Field field : difference.fields()) {
                text.append("  ").append(field.path()).append('\n');
                text.append(field.left() == null ? "" : "  - " + field.left() + "\n");
                text.append(field.right() == null ? "" : "  + " + field.right() + by(field) + "\n");
            }
        }
        return text.toString();
    }

    private static String by(ObjectDifference.Field field) {
        return field.manager() == null
                ? ""
                : "  (by " + field.manager() + (field.time() == null ? "" : ", " + field.time()) + ")";
    }
}
