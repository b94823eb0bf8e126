package dev.gitops.kustomize.generate;

import dev.gitops.yaml.tree.Numbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Go writes it: keys sorted, {@code <}, {@code >} and {@code &} escaped. */
final class Json {

    private Json() {}

    static void write(StringBuilder out, @Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(key.toString(), value));
            char separator = '{';
            for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
                out.append(separator);
                text(out, entry.getKey());
                out.append(':');
                write(out, entry.getValue());
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        } else if (data instanceof List<?> list) {
            char separator = '[';
            for (Object item : list) {
                out.append(separator);
                write(out, item);
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (data instanceof String text) {
            text(out, text);
        } else if (data instanceof Double number) {
            out.append(Numbers.general(number));
        } else {
            out.append(data);
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
