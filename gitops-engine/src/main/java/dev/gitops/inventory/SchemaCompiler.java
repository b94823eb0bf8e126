package dev.gitops.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles a JSON Schema that was read as a document. A keyword outside the subset is an error of whoever wrote the schema. */
final class SchemaCompiler {

    private final String owner;
    private final Node.Fields root;
    private final Map<String, Schema> definitions = new HashMap<>();

    private SchemaCompiler(String owner, Node.Fields root) {
        this.owner = owner;
        this.root = root;
    }

    /**
     * Compiles.
     *
     * @param owner whose schema it is, for messages
     * @param document the schema as a document
     * @return the schema
     * @throws IllegalArgumentException if it uses what the subset has not
     */
    static Schema compile(String owner, Node document) {
        if (!(document instanceof Node.Fields root)) {
            throw new IllegalArgumentException("the schema of " + owner + " is no JSON object");
        }
        return new SchemaCompiler(owner, root).schema(root);
    }

    private Schema schema(Node node) {
        if (!(node instanceof Node.Fields fields)) {
            throw wrong("a schema", node);
        }
        Schema schema = new Schema();
        for (Node.Field field : fields.fields().values()) {
            keyword(schema, field.key(), field.value());
        }
        return schema;
    }

    private void keyword(Schema schema, String keyword, Node value) {
        switch (keyword) {
            case "$schema", "$id", "$defs", "$comment", "description", "default", "examples" -> {}
            case "$ref" -> schema.target = definition(text(value));
            case "title" -> schema.title = text(value);
            case "type" -> schema.types = types(value);
            case "enum" -> schema.values = values(value);
            case "const" -> schema.values = List.of(constant(value));
            case "oneOf" -> schema.oneOf = schemas(value);
            case "anyOf" -> schema.anyOf = schemas(value);
            case "not" -> schema.not = schema(value);
            case "x-provider" -> schema.providers = text(value);
            case "x-needs-options" -> schema.needingOptions = texts(value);
            default -> {
                if (!textKeyword(schema, keyword, value) && !containerKeyword(schema, keyword, value)) {
                    throw new IllegalArgumentException("the schema of " + owner + " uses \"" + keyword
                            + "\", which is not in the subset that Provider.schema() lists");
                }
            }
        }
    }

    private boolean textKeyword(Schema schema, String keyword, Node value) {
        switch (keyword) {
            case "pattern" -> schema.pattern = Pattern.compile(text(value));
            case "minLength" -> schema.shortest = (int) number(value);
            case "maxLength" -> schema.longest = (int) number(value);
            case "minimum" -> schema.minimum = number(value);
            case "maximum" -> schema.maximum = number(value);
            case "x-format" -> schema.format = Format.named(text(value));
            case "x-path" -> schema.format = flag(value) ? Format.PATH : schema.format;
            case "x-placeholders" ->
                schema.placeholders = value instanceof Node.Items items
                        ? texts(items)
                        : flag(value) ? List.of("app", "environment") : List.of();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean containerKeyword(Schema schema, String keyword, Node value) {
        switch (keyword) {
            case "properties" -> schema.properties = properties(value);
            case "propertyNames" -> schema.names = schema(value);
            case "required" -> schema.required = texts(value);
            case "dependentRequired" -> schema.dependents = dependents(value);
            case "minProperties", "minItems" -> schema.fewest = (int) number(value);
            case "maxProperties", "maxItems" -> schema.most = (int) number(value);
            case "items" -> schema.items = schema(value);
            case "uniqueItems" -> schema.unique = flag(value);
            case "additionalProperties" -> {
                if (value instanceof Node.Fields) {
                    schema.additional = schema(value);
                } else {
                    schema.closed = !flag(value);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Schema definition(String reference) {
        String prefix = "#/$defs/";
        Node defs = root.get("$defs");
        String name = reference.startsWith(prefix) ? reference.substring(prefix.length()) : "";
        Node found = defs instanceof Node.Fields fields ? fields.get(name) : null;
        if (found == null) {
            throw new IllegalArgumentException(
                    "the schema of " + owner + " refers to " + reference + ", which is not there");
        }
        Schema known = definitions.get(name);
        if (known == null) {
            known = new Schema();
            definitions.put(name, known);
            known.target = schema(found);
        }
        return known;
    }

    private Map<String, Schema> properties(Node value) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (Node.Field field : fields(value).fields().values()) {
            properties.put(field.key(), schema(field.value()));
        }
        return properties;
    }

    private Map<String, List<String>> dependents(Node value) {
        Map<String, List<String>> dependents = new LinkedHashMap<>();
        for (Node.Field field : fields(value).fields().values()) {
            dependents.put(field.key(), texts(field.value()));
        }
        return dependents;
    }

    private List<Schema> schemas(Node value) {
        List<Schema> schemas = new ArrayList<>();
        for (Node item : items(value)) {
            schemas.add(schema(item));
        }
        return schemas;
    }

    private int types(Node value) {
        int types = 0;
        for (String type : value instanceof Node.Items ? texts(value) : List.of(text(value))) {
            types |= switch (type) {
                case "string" -> Schema.STRING;
                case "integer" -> Schema.INTEGER;
                case "number" -> Schema.NUMBER;
                case "boolean" -> Schema.BOOLEAN;
                case "null" -> Schema.NULL;
                case "array" -> Schema.ARRAY;
                case "object" -> Schema.OBJECT;
                default -> throw wrong("a type", value);
            };
        }
        return types;
    }

    private List<Object> values(Node value) {
        List<Object> values = new ArrayList<>();
        for (Node item : items(value)) {
            values.add(constant(item));
        }
        return values;
    }

    private Object constant(Node value) {
        Object data = value.data();
        if (data == null) {
            throw wrong("a constant other than null", value);
        }
        return data;
    }

    private List<String> texts(Node value) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(value)) {
            texts.add(text(item));
        }
        return texts;
    }

    private String text(Node value) {
        if (value.data() instanceof String text) {
            return text;
        }
        throw wrong("a text", value);
    }

    private double number(Node value) {
        if (value.data() instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("a number", value);
    }

    private boolean flag(Node value) {
        if (value.data() instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false", value);
    }

    private Node.Fields fields(Node value) {
        if (value instanceof Node.Fields fields) {
            return fields;
        }
        throw wrong("an object", value);
    }

    private List<Node> items(Node value) {
        if (value instanceof Node.Items items) {
            return items.items();
        }
        throw wrong("an array", value);
    }

    private IllegalArgumentException wrong(String expected, @Nullable Node value) {
        String where = value == null ? "" : " in line " + value.line() + ", column " + value.column();
        return new IllegalArgumentException("the schema of " + owner + " has no " + expected + where);
    }
}
