package dev.gitops.yaml.tree;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Go writes it: keys sorted, {@code <}, {@code >} and {@code &} escaped. */
public final class Json {

    private final StringBuilder out;
    private final boolean pretty;

    private Json(StringBuilder out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    /**
     * Writes data on one line.
     *
     * @param out where to
     * @param data the data
     */
    public static void write(StringBuilder out, @Nullable Object data) {
        new Json(out, false).value(data, 0);
    }

    /**
     * Data on many lines, two blanks deeper at each level.
     *
     * @param data the data
     * @return the text
     */
    public static String pretty(@Nullable Object data) {
        StringBuilder text = new StringBuilder();
        new Json(text, true).value(data, 0);
        return text.toString();
    }

    private void value(@Nullable Object data, int depth) {
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(key.toString(), value));
            open('{', '}', sorted.isEmpty());
            boolean first = true;
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                next(first, depth + 1);
                first = false;
                text(out, entry.getKey());
                out.append(pretty ? ": " : ":");
                value(entry.getValue(), depth + 1);
            }
            close('}', sorted.isEmpty(), depth);
        } else if (data instanceof List<?> list) {
            open('[', ']', list.isEmpty());
            boolean first = true;
            for (Object item : list) {
                next(first, depth + 1);
                first = false;
                value(item, depth + 1);
            }
            close(']', list.isEmpty(), depth);
        } else if (data instanceof String text) {
            text(out, text);
        } else if (data instanceof Double number) {
            out.append(Numbers.general(number));
        } else {
            out.append(data);
        }
    }

    private void open(char begin, char end, boolean empty) {
        out.append(begin);
        if (empty) {
            out.append(end);
        }
    }

    private void next(boolean first, int depth) {
        out.append(first ? "" : ",");
        line(depth);
    }

    private void close(char end, boolean empty, int depth) {
        if (!empty) {
            line(depth);
            out.append(end);
        }
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> out.append(String.format("\\u%04x", (int) c));
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
