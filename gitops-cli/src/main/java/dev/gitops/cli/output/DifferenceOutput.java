package dev.gitops.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
            for (Field field : difference.fields()) {
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
     * Differences as a unified diff: a file an object, a line a field, {@code path: value}.
     *
     * @param from what the left sides are called
     * @param to what the right sides are called
     * @param differences the differences
     * @return the diff; empty where nothing differs
     */
    public static String text(String from, String to, List<ObjectDifference> differences) {
        StringBuilder text = new StringBuilder();
        for (ObjectDifference difference : differences) {
            String object = difference.kind() + " "
                    + (difference.namespace() == null ? "" : difference.namespace() + "/") + difference.name();
            List<String> left = lines(difference, Change.EXTRA, Field::left);
            List<String> right = lines(difference, Change.MISSING, Field::right);
            text.append("--- ")
                    .append(difference.change() == Change.EXTRA ? "/dev/null" : from + ": " + object)
                    .append('\n');
            text.append("+++ ")
                    .append(difference.change() == Change.MISSING ? "/dev/null" : to + ": " + object)
                    .append('\n');
            text.append("@@ -")
                    .append(range(left))
                    .append(" +")
                    .append(range(right))
                    .append(" @@\n");
            left.forEach(line -> text.append('-').append(line).append('\n'));
            right.forEach(line -> text.append('+').append(line).append('\n'));
        }
        return text.toString();
    }

    /**
     * The same differences with the sides changed over, for those who ask what delivering brings.
     *
     * @param differences the differences, Git on the left
     * @return the differences, Git on the right
     */
    public static List<ObjectDifference> turned(List<ObjectDifference> differences) {
        return differences.stream()
                .map(difference -> new ObjectDifference(
                        difference.kind(),
                        difference.namespace(),
                        difference.name(),
                        switch (difference.change()) {
                            case MISSING -> Change.EXTRA;
                            case EXTRA -> Change.MISSING;
                            case CHANGED -> Change.CHANGED;
                        },
                        difference.fields().stream()
                                .map(field -> new Field(field.path(), field.right(), field.left(), null, null))
                                .toList()))
                .toList();
    }

    /** The lines of a side: its fields, or a word for a whole object where it alone has that. */
    private static List<String> lines(
            ObjectDifference difference, Change absent, Function<Field, @Nullable String> value) {
        if (difference.change() == absent) {
            return List.of();
        }
        if (difference.change() != Change.CHANGED) {
            return List.of("(the whole object)");
        }
        List<String> lines = new ArrayList<>();
        for (Field field : difference.fields()) {
            String there = value.apply(field);
            if (there != null) {
                lines.add(Shown.line(field.path() + ": " + there) + (absent == Change.MISSING ? by(field) : ""));
            }
        }
        return lines;
    }

    private static String range(List<String> lines) {
        return lines.isEmpty() ? "0,0" : lines.size() == 1 ? "1" : "1," + lines.size();
    }

    private static String by(Field field) {
        return field.manager() == null
                ? ""
                : "  # by " + Shown.line(field.manager()) + (field.time() == null ? "" : ", " + field.time());
    }
}
