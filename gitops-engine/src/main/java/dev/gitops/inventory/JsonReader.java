package dev.gitops.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text, such as a schema, as a document. */
final class JsonReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads.
     *
     * @param owner whose text it is, for messages
     * @param json the text
     * @return the document
     * @throws IllegalArgumentException if it is no JSON, or has a key twice
     */
    static Node read(String owner, String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            JsonReader reader = new JsonReader(parser);
            Node document = reader.node(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("the schema of " + owner + " has more than one JSON value");
            }
            return document;
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the schema of " + owner + " is no JSON: " + wrong.getMessage(), wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Node node(@Nullable JsonToken token) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        if (token == JsonToken.START_OBJECT) {
            return fields(line, column);
        }
        if (token == JsonToken.START_ARRAY) {
            return items(line, column);
        }
        String text = token == null ? "" : parser.getText();
        return new Node.Scalar(line, column, text, data(token, text));
    }

    private @Nullable Object data(@Nullable JsonToken token, String text) throws IOException {
        return token == null
                ? null
                : switch (token) {
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> null;
                    case VALUE_NUMBER_INT -> parser.getLongValue();
                    case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                    default -> text;
                };
    }

    private Node fields(int line, int column) throws IOException {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        int size = 1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonLocation at = parser.currentTokenLocation();
            String key = parser.getText();
            Node value = node(parser.nextToken());
            fields.put(key, new Node.Field(at.getLineNr(), at.getColumnNr(), key, value));
            size += value.size() + 1;
        }
        return new Node.Fields(line, column, fields, size);
    }

    private Node items(int line, int column) throws IOException {
        List<Node> items = new ArrayList<>();
        int size = 1;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            Node item = node(next);
            items.add(item);
            size += item.size();
        }
        return new Node.Items(line, column, items, size);
    }
}
