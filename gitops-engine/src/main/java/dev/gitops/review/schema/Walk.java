package dev.gitops.review.schema;

import dev.gitops.inventory.NearestName;
import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.Cut;
import dev.gitops.review.schema.Fault.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks down a value and its schema together. A schema is what OpenAPI v3 and CustomResourceDefinitions have in common: structural, without unions but those of numbers and texts. */
final class Walk {

    /** Deeper than any kind, and than what a stack bears. */
    private static final int DEEPEST = 64;

    private static final int MOST_FAULTS = 20;
    private static final int LONGEST = 80;
    private static final int LONGEST_MATCHED = 300;

    private final Function<String, Content> named;
    private final List<Fault> faults;
    private final RuleBook rules;

    /** A walk by a document, whose schemas are found by their names. */
    Walk(Function<String, Content> named, RuleBook rules, List<Fault> faults) {
        this.named = named;
        this.rules = rules;
        this.faults = faults;
    }

    void object(Content schema, Map<?, ?> object, @Nullable Map<?, ?> before) {
        value(schema, object, before, "", 0, true);
    }

    private void value(
            Content given, @Nullable Object value, @Nullable Object before, String path, int depth, boolean root) {
        Content schema = resolved(given);
        if (value == null || schema.isEmpty() || depth > DEEPEST || faults.size() >= MOST_FAULTS) {
            return;
        }
        if (schema.at("x-kubernetes-int-or-string").isTrue()
                || schema.at("format").text("").equals("int-or-string")) {
            if (!(value instanceof String) && !(value instanceof Number)) {
                wrong(path, value, "a number or a text");
            }
            return;
        }
        switch (schema.at("type").text("")) {
            case "object" -> map(schema, value, before, path, depth, root);
            case "array" -> list(schema, value, before, path, depth);
            case "string" -> text(schema, value, path);
            case "integer", "number" -> number(schema, value, path);
            case "boolean" -> {
                if (!(value instanceof Boolean)) {
                    wrong(path, value, "true or false");
                }
            }
            default -> {
                if (schema.at("properties").isThere() && value instanceof Map<?, ?>) {
                    map(schema, value, before, path, depth, root);
                }
            }
        }
        rules.check(schema, value, before, path, faults);
    }

    private Content resolved(Content schema) {
        Content here = schema;
        for (int hops = 0; hops < DEEPEST; hops++) {
            Optional<String> reference = here.at("$ref").text();
            if (reference.isPresent()) {
                here = named.apply(reference.get().substring(reference.get().lastIndexOf('/') + 1));
            } else if (here.at("allOf").items().size() == 1
                    && !here.at("properties").isThere()) {
                here = here.at("allOf").items().get(0);
            } else {
                return here;
            }
        }
        return here;
    }

    private void map(Content schema, Object value, @Nullable Object before, String path, int depth, boolean root) {
        if (!(value instanceof Map<?, ?> map)) {
            wrong(path, value, "an object");
            return;
        }
        Content properties = schema.at("properties");
        Content additional = schema.at("additionalProperties");
        boolean open = schema.at("x-kubernetes-preserve-unknown-fields").isTrue()
                || schema.at("x-kubernetes-embedded-resource").isTrue()
                || additional.isTrue()
                || !properties.isThere() && !additional.isThere();
        Set<String> absent = new LinkedHashSet<>(schema.at("required").texts());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            String below = path.isEmpty() ? key : path + "." + key;
            if (entry.getValue() != null) {
                absent.remove(key);
            }
            if (root && isOwn(key, properties)) {
                continue;
            }
            Content property = properties.at(key);
            @Nullable Object was = before instanceof Map<?, ?> had ? had.get(entry.getKey()) : null;
            if (property.isThere()) {
                value(property, entry.getValue(), was, below, depth + 1, false);
            } else if (additional.value() instanceof Map<?, ?>) {
                value(additional, entry.getValue(), was, below, depth + 1, false);
            } else if (!open) {
                unknown(key, below, properties);
            }
        }
        for (String key : absent) {
            faults.add(new Fault(Kind.MISSING_FIELD, path, (path.isEmpty() ? "it" : path) + " has no " + key));
        }
    }

    /** What every object has, and what is the controllers' to write. */
    private static boolean isOwn(String key, Content properties) {
        return key.equals("apiVersion")
                || key.equals("kind")
                || key.equals("status")
                || key.equals("metadata")
                        && properties.at(key).at("properties").isEmpty()
                        && properties.at(key).at("$ref").isEmpty()
                        && properties.at(key).at("allOf").isEmpty();
    }

    private void unknown(String key, String path, Content properties) {
        String near = NearestName.of(key, properties.keys())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        faults.add(new Fault(Kind.UNKNOWN_FIELD, path, "there is no field " + shown(path) + near));
    }

    private void list(Content schema, Object value, @Nullable Object before, String path, int depth) {
        if (!(value instanceof List<?> list)) {
            wrong(path, value, "a list");
            return;
        }
        Optional<Long> most = schema.at("maxItems").number();
        Optional<Long> least = schema.at("minItems").number();
        if (most.filter(max -> list.size() > max).isPresent()
                || least.filter(min -> list.size() < min).isPresent()) {
            faults.add(new Fault(
                    Kind.WRONG_VALUE,
                    path,
                    shown(path) + " has " + list.size() + " items, which are too "
                            + (most.filter(max -> list.size() > max).isPresent() ? "many" : "few")));
        }
        Items earlier = Items.of(schema, before);
        for (int i = 0; i < list.size(); i++) {
            @Nullable Object item = list.get(i);
            value(schema.at("items"), item, earlier.sameAs(item), path + "[" + i + "]", depth + 1, false);
        }
    }

    private void text(Content schema, Object value, String path) {
        if (!(value instanceof String text)) {
            wrong(path, value, "a text, in quotes");
            return;
        }
        List<String> allowed = schema.at("enum").texts();
        if (!allowed.isEmpty() && !text.isEmpty() && !allowed.contains(text)) {
            String near = NearestName.of(text, allowed)
                    .map(name -> ", such as " + name)
                    .orElse("");
            faults.add(new Fault(
                    Kind.WRONG_VALUE,
                    path,
                    shown(path) + " is " + quoted(text) + ", and one of "
                            + Cut.line(String.join(", ", allowed), LONGEST * 2) + " is wanted" + near));
        }
        schema.at("pattern")
                .text()
                .filter(pattern -> !matches(pattern, text))
                .ifPresent(pattern -> faults.add(new Fault(
                        Kind.WRONG_VALUE,
                        path,
                        shown(path) + " is " + quoted(text) + ", which does not match " + Cut.line(pattern, LONGEST))));
        int length = text.codePointCount(0, text.length());
        if (schema.at("maxLength").number().filter(max -> length > max).isPresent()
                || schema.at("minLength").number().filter(min -> length < min).isPresent()) {
            faults.add(new Fault(
                    Kind.WRONG_VALUE,
                    path,
                    shown(path) + " has " + length + " characters, which are too "
                            + (schema.at("maxLength")
                                            .number()
                                            .filter(max -> length > max)
                                            .isPresent()
                                    ? "many"
                                    : "few")));
        }
    }

    private static boolean matches(String pattern, String text) {
        return text.length() >= LONGEST_MATCHED || GoPattern.isIn(text, pattern);
    }

    private void number(Content schema, Object value, String path) {
        boolean whole = schema.at("type").text("").equals("integer");
        if (!(value instanceof Number number) || whole && !isWhole(number)) {
            wrong(path, value, whole ? "a whole number" : "a number");
            return;
        }
        BigDecimal amount = new BigDecimal(number.toString());
        boolean over = bound(schema.at("maximum"))
                .filter(max -> amount.compareTo(max) > 0)
                .isPresent();
        boolean under = bound(schema.at("minimum"))
                .filter(min -> amount.compareTo(min) < 0)
                .isPresent();
        if (over || under) {
            faults.add(new Fault(
                    Kind.WRONG_VALUE,
                    path,
                    shown(path) + " is " + number + ", which is too " + (over ? "large" : "small")));
        }
    }

    private static Optional<BigDecimal> bound(Content bound) {
        return bound.value() instanceof Number number
                ? Optional.of(new BigDecimal(number.toString()))
                : Optional.empty();
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || number.doubleValue() == Math.rint(number.doubleValue());
    }

    private void wrong(String path, Object value, String wanted) {
        String is = value instanceof Map<?, ?>
                ? "an object"
                : value instanceof List<?>
                        ? "a list"
                        : value instanceof String text
                                ? "the text " + quoted(text)
                                : value instanceof Boolean ? String.valueOf(value) : "the number " + value;
        faults.add(new Fault(Kind.WRONG_TYPE, path, shown(path) + " is " + is + ", and " + wanted + " is wanted"));
    }

    private static String quoted(String text) {
        return '"' + Cut.line(text, LONGEST) + '"';
    }

    private static String shown(String path) {
        return path.isEmpty() ? "it" : Cut.line(path, LONGEST * 2);
    }
}
