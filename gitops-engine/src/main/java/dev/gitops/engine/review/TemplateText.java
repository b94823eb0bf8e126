package dev.gitops.engine.review;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a field in the text of a template, which is no YAML yet: by its keys and their indents. */
final class TemplateText {

    private static final Pattern KEY =
            Pattern.compile("([ \\-]*+)[\"']?([A-Za-z0-9_./-]++)[\"']?[ \t]*+:(?:\\s(.*+))?");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final List<Field> fields = new ArrayList<>();

    /** A key that a line begins with, and what is above it. */
    private record Field(int line, int indent, String kind, List<String> keys) {}

    private record Above(int indent, String key) {}

    TemplateText(String text) {
        List<Field> document = new ArrayList<>();
        List<Above> above = new ArrayList<>();
        String kind = "";
        int line = 0;
        for (String each : (text + "\n---").lines().toList()) {
            line++;
            if (each.startsWith("---")) {
                String known = kind;
                document.forEach(field -> fields.add(new Field(field.line(), field.indent(), known, field.keys())));
                document.clear();
                above.clear();
                kind = "";
                continue;
            }
            Matcher key = KEY.matcher(each);
            if (!key.matches()) {
                continue;
            }
            int indent = key.group(1).length();
            above.removeIf(one -> one.indent() >= indent);
            above.add(new Above(indent, key.group(2)));
            document.add(
                    new Field(line, indent, "", above.stream().map(Above::key).toList()));
            if (indent == 0 && key.group(2).equals("kind") && key.group(3) != null) {
                kind = key.group(3).strip();
            }
        }
    }

    /**
     * The line of a field, or of what is nearest above it and written in the template: the rest comes out of values there.
     *
     * @param kind the object's kind
     * @param path as in {@code spec.containers[0].image}
     * @return the line, from 1; 0 where several lines could be it, or none
     */
    int line(String kind, String path) {
        List<String> steps = List.of(INDEX.matcher(path).replaceAll("").split("\\."));
        for (int length = steps.size(); length > 0; length--) {
            List<String> wanted = steps.subList(0, length);
            List<Field> found = fields.stream()
                    .filter(field -> field.keys().equals(wanted) && isOf(field, kind))
                    .toList();
            if (!found.isEmpty()) {
                return found.size() == 1 ? found.get(0).line() : 0;
            }
        }
        return 0;
    }

    private static boolean isOf(Field field, String kind) {
        return field.kind().equals(kind)
                || field.kind().isEmpty()
                || field.kind().contains("{{");
    }
}
