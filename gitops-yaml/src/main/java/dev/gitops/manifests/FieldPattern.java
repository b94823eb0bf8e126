package dev.gitops.manifests;

import java.util.ArrayList;
import java.util.List;

/** A field path of the inventory, as in {@code Ingress.spec.rules.*.host}: a kind and parts, of which {@code *} stands for any one; whatever is below it is meant too. */
record FieldPattern(List<String> parts) {

    static FieldPattern of(String text) {
        return new FieldPattern(split(text));
    }

    boolean matches(String kind, String path) {
        List<String> actual = new ArrayList<>();
        actual.add(kind);
        actual.addAll(split(path));
        if (actual.size() < parts.size()) {
            return false;
        }
        for (int index = 0; index < parts.size(); index++) {
            String wanted = parts.get(index);
            String part = actual.get(index);
            if (!wanted.equals("*") && !wanted.equals(part) && !part.equals("name=" + wanted)) {
                return false;
            }
        }
        return true;
    }

    /** Dots and brackets part; a label in brackets keeps its dots. */
    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean inBrackets = false;
        for (int index = 0; index < path.length(); index++) {
            char c = path.charAt(index);
            if (c == '[' || c == ']') {
                inBrackets = c == '[';
                flush(part, parts);
            } else if (c == '.' && !inBrackets) {
                flush(part, parts);
            } else {
                part.append(c);
            }
        }
        flush(part, parts);
        return parts;
    }

    private static void flush(StringBuilder part, List<String> parts) {
        if (!part.isEmpty()) {
            parts.add(part.toString());
            part.setLength(0);
        }
    }
}
