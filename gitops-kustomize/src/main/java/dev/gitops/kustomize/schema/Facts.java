package dev.gitops.kustomize.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts in {@code facts.txt}: read once, and only where something merges; a type's line is parsed when it is first asked for. */
final class Facts {

    private static final class Holder {
        static final Facts INSTANCE = new Facts();
    }

    private final Map<String, Integer> kinds = new HashMap<>(256);
    private final List<String> lines = new ArrayList<>(300);
    private final Map<Integer, Map<String, BuiltInField>> types = new java.util.concurrent.ConcurrentHashMap<>();

    private Facts() {
        String text;
        try (InputStream in = Facts.class.getResourceAsStream("facts.txt")) {
            text = new String(java.util.Objects.requireNonNull(in, "facts.txt").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema facts inside this jar cannot be read", e);
        }
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            if (text.charAt(from) == 'k') {
                int blank = text.lastIndexOf(' ', to);
                kinds.put(text.substring(from + 2, blank), Integer.valueOf(text.substring(blank + 1, to)));
            } else if (text.charAt(from) == 't') {
                lines.add(text.substring(from + 2, to));
            }
            from = to + 1;
        }
    }

    static Facts get() {
        return Holder.INSTANCE;
    }

    @Nullable
    FieldSchema root(String apiVersion, String kind) {
        Integer type = kinds.get(apiVersion + "/" + kind);
        return type == null ? null : new BuiltInField(type, 'o', false, List.of());
    }

    /** A type by its name in the OpenAPI document. */
    @Nullable
    FieldSchema type(String name) {
        String prefix = name + " ";
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(prefix)) {
                return new BuiltInField(i, 'o', false, List.of());
            }
        }
        return null;
    }

    @Nullable
    BuiltInField field(int type, String name) {
        Map<String, BuiltInField> fields = types.get(type);
        if (fields == null) {
            String line = lines.get(type);
            fields = parse(line.substring(line.indexOf(' ') + 1));
            types.put(type, fields);
        }
        return fields.get(name);
    }

    /** {@code name:shape type *keys}, blank-separated. */
    private static Map<String, BuiltInField> parse(String line) {
        Map<String, BuiltInField> fields = new HashMap<>();
        for (int from = 0; from < line.length(); ) {
            int to = line.indexOf(' ', from);
            to = to < 0 ? line.length() : to;
            int colon = line.indexOf(':', from);
            int star = line.indexOf('*', colon);
            boolean merge = star >= 0 && star < to;
            String type = line.substring(colon + 2, merge ? star : to);
            List<String> keys = new ArrayList<>();
            for (int k = merge ? star + 1 : to; k < to; ) {
                int comma = line.indexOf(',', k);
                comma = comma < 0 || comma > to ? to : comma;
                keys.add(line.substring(k, comma));
                k = comma + 1;
            }
            int number = type.equals("-") ? -1 : Integer.parseInt(type);
            BuiltInField field = new BuiltInField(number, line.charAt(colon + 1), merge, keys);
            fields.put(line.substring(from, colon), field);
            from = to + 1;
        }
        return fields;
    }
}
