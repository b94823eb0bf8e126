package dev.gitops.inventory;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled JSON Schema, of the subset that {@link dev.gitops.spi.Provider#schema()} lists. What a schema does not say is null or empty here. */
final class Schema {

    /** The kinds of values, as bits. */
    static final int STRING = 1;

    static final int INTEGER = 2;
    static final int NUMBER = 4;
    static final int BOOLEAN = 8;
    static final int NULL = 16;
    static final int ARRAY = 32;
    static final int OBJECT = 64;

    @Nullable
    Schema target;

    int types;
    String title = "";

    @Nullable
    List<Object> values;

    List<String> needingOptions = List.of();

    Map<String, Schema> properties = Map.of();

    @Nullable
    Schema additional;

    boolean closed;

    @Nullable
    Schema names;

    List<String> required = List.of();
    Map<String, List<String>> dependents = Map.of();
    int fewest;
    int most = Integer.MAX_VALUE;

    @Nullable
    Schema items;

    boolean unique;

    double minimum = Double.NEGATIVE_INFINITY;
    double maximum = Double.POSITIVE_INFINITY;
    int shortest;
    int longest = -1;
    Format format = Format.PLAIN;
    List<String> placeholders = List.of();

    @Nullable
    Pattern pattern;

    List<Schema> oneOf = List.of();
    List<Schema> anyOf = List.of();

    @Nullable
    Schema not;

    String providers = "";

    /** {@return the schema itself, or the one it refers to} */
    Schema resolved() {
        Schema schema = this;
        while (schema.target != null) {
            schema = schema.target;
        }
        return schema;
    }

    /** {@return whether a value's kind is among the types} */
    boolean admits(Node node) {
        return types == 0 || (types & kind(node)) != 0;
    }

    /** {@return the bits of a value's kind: a whole number is an integer and a number} */
    static int kind(Node node) {
        if (node instanceof Node.Fields) {
            return OBJECT;
        }
        if (node instanceof Node.Items) {
            return ARRAY;
        }
        Object data = ((Node.Scalar) node).data();
        if (data instanceof String) {
            return STRING;
        }
        if (data instanceof Boolean) {
            return BOOLEAN;
        }
        if (data instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15 ? NUMBER | INTEGER : NUMBER;
        }
        return data == null ? NULL : NUMBER | INTEGER;
    }

    /** {@return whether it says nothing but which keys are required} */
    boolean onlyRequires() {
        return !required.isEmpty() && types == 0 && properties.isEmpty() && oneOf.isEmpty() && anyOf.isEmpty();
    }

    /** {@return what a value must be, in words} */
    String inWords() {
        if (!title.isEmpty()) {
            return title;
        }
        StringBuilder words = new StringBuilder();
        word(words, STRING, "a text");
        word(words, INTEGER, "a whole number");
        word(words, NUMBER, "a number");
        word(words, BOOLEAN, "true or false");
        word(words, ARRAY, "a list");
        word(words, OBJECT, "a map");
        word(words, NULL, "empty");
        for (Schema branch : oneOf) {
            words.append(words.isEmpty() ? "" : " or ").append(branch.resolved().inWords());
        }
        for (Schema branch : anyOf) {
            words.append(words.isEmpty() ? "" : " or ").append(branch.resolved().inWords());
        }
        return words.toString();
    }

    private void word(StringBuilder words, int type, String word) {
        if ((types & type) != 0) {
            words.append(words.isEmpty() ? "" : " or ").append(word);
        }
    }
}
