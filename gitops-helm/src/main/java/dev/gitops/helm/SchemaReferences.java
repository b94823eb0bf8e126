package dev.gitops.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Schemas of values may name other schemas by URL, which Helm would fetch from the network or read from this machine's files. Those that lead out of their own file are refused. */
final class SchemaReferences {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> KEYS = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final String STANDARD = "https?://json-schema\\.org/[A-Za-z0-9./-]*#?";

    private SchemaReferences() {}

    /** Refuses a chart one of whose schemas leads out of its file. */
    static void check(String folder, Map<String, byte[]> chart) {
        chart.forEach((path, content) -> {
            if (path.equals("values.schema.json") || path.endsWith("/values.schema.json")) {
                try {
                    JsonNode schema = MAPPER.readTree(content);
                    Set<String> own = new HashSet<>();
                    ids(schema, own);
                    look(folder + "/" + path, schema, own);
                } catch (IOException noJson) {
                    // Helm says so itself, better.
                }
            }
        });
    }

    private static void ids(JsonNode node, Set<String> ids) {
        JsonNode id = node.get("$id");
        if (id != null && id.isTextual()) {
            ids.add(id.textValue());
        }
        node.forEach(child -> ids(child, ids));
    }

    private static void look(String file, JsonNode node, Set<String> own) {
        node.properties().forEach(field -> {
            String text = field.getValue().isTextual() ? field.getValue().textValue() : "";
            boolean leads = KEYS.contains(field.getKey())
                    && !text.isEmpty()
                    && !text.startsWith("#")
                    && !own.contains(text.replaceFirst("#.*", ""));
            boolean otherLanguage = field.getKey().equals("$schema") && !text.isEmpty() && !text.matches(STANDARD);
            if (leads || otherLanguage) {
                throw Invalid.file(
                        file,
                        file,
                        field.getKey() + " leads to " + text
                                + ", and rendering has no network and no files but the chart's",
                        "put that schema into the file, under $defs, and refer to it by #/$defs/NAME");
            }
            look(file, field.getValue(), own);
        });
        if (node.isArray()) {
            node.forEach(item -> look(file, item, own));
        }
    }
}
