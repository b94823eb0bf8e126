package dev.gitops.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a document against a schema and says what is wrong in a person's words. */
final class Validator {

    private static final int MOST_SHOWN = 20;

    private final Problems problems;

    Validator(Problems problems) {
        this.problems = problems;
    }

    void check(Schema unresolved, Node node, KeyPath path) {
        Schema schema = unresolved.resolved();
        if (!schema.admits(node)) {
            problems.add(node, path, "must be " + schema.inWords() + ", not " + node.inWords(), quotes(schema, node));
            return;
        }
        if (schema.values != null && !schema.values.contains(data(node))) {
            unknownValue(schema, node, path);
            return;
        }
        boolean leftToBranches = schema.types == 0 && !(schema.oneOf.isEmpty() && schema.anyOf.isEmpty());
        if (leftToBranches) {
            // What holds for a text or a map depends on the branch that is meant.
        } else if (node instanceof Node.Fields fields) {
            fields(schema, fields, path);
        } else if (node instanceof Node.Items items) {
            items(schema, items, path);
        } else {
            scalar(schema, (Node.Scalar) node, path);
        }
        Schema not = schema.not;
        if (not != null) {
            Problems trial = new Problems(problems.file());
            new Validator(trial).check(not, node, path);
            if (trial.none()) {
                problems.add(node, path, "is not allowed here", excluded(not));
            }
        }
        if (!schema.oneOf.isEmpty()) {
            branches(schema, schema.oneOf, true, node, path);
        }
        if (!schema.anyOf.isEmpty()) {
            branches(schema, schema.anyOf, false, node, path);
        }
    }

    /** What other versions of YAML take for true and false. */
    private static final Map<String, String> TRUTHS = Map.of(
            "yes", "true", "on", "true", "y", "true", "true", "true", "no", "false", "off", "false", "n", "false",
            "false", "false");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");

    private static @Nullable Object data(Node node) {
        return node.data();
    }

    private static @Nullable String quotes(Schema schema, Node node) {
        boolean text = (schema.types & Schema.STRING) != 0;
        if (node instanceof Node.Scalar scalar && scalar.data() instanceof String word) {
            if ((schema.types & Schema.BOOLEAN) != 0 && TRUTHS.containsKey(word.toLowerCase(Locale.ROOT))) {
                return "write " + TRUTHS.get(word.toLowerCase(Locale.ROOT)) + ", without quotes";
            }
            if ((schema.types & Schema.ARRAY) != 0 && WORD.matcher(word).matches()) {
                return "write a list: [" + word + "]";
            }
        }
        if (node instanceof Node.Scalar scalar && scalar.data() == null) {
            return text || schema.types == 0 ? "give it a value or remove the key" : null;
        }
        if (schema.format == Format.DURATION) {
            return "write it with its unit, as in 60s or 5m";
        }
        return text && node instanceof Node.Scalar scalar ? "put it into quotes: \"" + scalar.text() + "\"" : null;
    }

    /** How a single word is written where one of several forms is a list. */
    private static @Nullable String list(List<Schema> branches, Node node) {
        return branches.stream()
                .map(Schema::resolved)
                .filter(branch -> branch.types == Schema.ARRAY)
                .map(branch -> quotes(branch, node))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void unknownValue(Schema schema, Node node, KeyPath path) {
        List<String> valid = new ArrayList<>();
        for (Object value : schema.values == null ? List.of() : schema.values) {
            valid.add(value.toString());
        }
        String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
        if (schema.needingOptions.contains(text)) {
            problems.add(node, path, "needs options", "write it as a key with its options below it");
        } else if (!schema.providers.isEmpty()) {
            unknownKind(schema.providers, node, path, text, valid);
        } else if (valid.size() == 1) {
            problems.add(node, path, "must be " + valid.get(0), null);
        } else {
            List<String> shown = valid.subList(0, Math.min(MOST_SHOWN, valid.size()));
            String more = valid.size() > MOST_SHOWN ? " and " + (valid.size() - MOST_SHOWN) + " more" : "";
            problems.add(node, path, "is none of " + String.join(", ", shown) + more, NearestName.hint(text, valid));
        }
    }

    private void unknownKind(String role, Node node, KeyPath path, String kind, Collection<String> valid) {
        problems.add(node, path, "is no kind of " + role + " on the class path", Artifacts.hint(role, kind, valid));
    }

    private void scalar(Schema schema, Node.Scalar node, KeyPath path) {
        if (node.data() instanceof String text) {
            Complaint complaint = schema.values != null ? null : Texts.check(text, schema);
            if (complaint != null) {
                String value = complaint.secret() ? "***" : text;
                problems.add(node.line(), node.column(), path.toString(), value, complaint.message(), complaint.hint());
            } else if (schema.pattern != null
                    && schema.format == Format.PLAIN
                    && !schema.pattern.matcher(text).find()) {
                problems.add(node, path, "is not " + described(schema), null);
            }
        } else if (node.data() instanceof Number number) {
            double value = number.doubleValue();
            if (value < schema.minimum || value > schema.maximum) {
                problems.add(node, path, "is out of range", range(schema));
            }
        }
    }

    private static String described(Schema schema) {
        return schema.title.isEmpty() ? "of the form " + schema.pattern : schema.title;
    }

    private static String range(Schema schema) {
        String least = schema.minimum == Double.NEGATIVE_INFINITY ? "" : "at least " + plain(schema.minimum);
        String most = schema.maximum == Double.POSITIVE_INFINITY ? "" : "at most " + plain(schema.maximum);
        return "use " + least + (least.isEmpty() || most.isEmpty() ? "" : ", ") + most;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private void items(Schema schema, Node.Items node, KeyPath path) {
        int count = node.items().size();
        if (count < schema.fewest || count > schema.most) {
            problems.add(
                    node,
                    path,
                    "has " + count + " entries",
                    count < schema.fewest ? "give at least " + schema.fewest : "give at most " + schema.most);
        }
        if (schema.items != null) {
            for (int i = 0; i < count; i++) {
                check(schema.items, node.items().get(i), path.item(i));
            }
        }
        if (schema.unique && count > 1) {
            Map<Object, Integer> seen = new HashMap<>();
            for (int i = 0; i < count; i++) {
                Node item = node.items().get(i);
                Integer first = item.data() == null ? null : seen.putIfAbsent(item.data(), i);
                if (first != null) {
                    problems.add(item, path.item(i), "stands twice in this list", "remove one of them");
                }
            }
        }
    }

    private void fields(Schema schema, Node.Fields node, KeyPath path) {
        int count = node.fields().size();
        if (count < schema.fewest || count > schema.most) {
            String hint = schema.providers.isEmpty()
                    ? (count < schema.fewest ? "give at least " + schema.fewest : "give at most " + schema.most)
                    : "give one of " + String.join(", ", schema.properties.keySet());
            problems.add(node, path, count == 0 ? "is empty" : "has " + count + " keys", hint);
        }
        for (Node.Field field : node.fields().values()) {
            field(schema, field, path);
        }
        for (String key : schema.required) {
            if (node.get(key) == null) {
                problems.add(node.line(), node.column(), path.key(key).toString(), null, "is missing", null);
            }
        }
        for (Map.Entry<String, List<String>> dependent : schema.dependents.entrySet()) {
            Node.Field field = node.fields().get(dependent.getKey());
            for (String needed : dependent.getValue()) {
                if (field != null && node.get(needed) == null) {
                    problems.add(field, path.key(field.key()), "needs the key \"" + needed + "\" beside it", null);
                }
            }
        }
    }

    private void field(Schema schema, Node.Field field, KeyPath path) {
        KeyPath own = path.key(field.key());
        Schema known = schema.properties.get(field.key());
        if (known != null) {
            check(known, field.value(), own);
            return;
        }
        if (schema.names != null) {
            check(
                    schema.names.resolved(),
                    new Node.Scalar(field.line(), field.column(), field.key(), field.key()),
                    own);
        } else if (schema.additional != null || !schema.closed) {
            check(ANY_KEY, new Node.Scalar(field.line(), field.column(), field.key(), field.key()), own);
        }
        if (schema.additional != null) {
            check(schema.additional, field.value(), own);
        } else if (schema.closed) {
            unknownKey(schema, field, own);
        } else {
            anything(field.value(), own);
        }
    }

    private void unknownKey(Schema schema, Node.Field field, KeyPath path) {
        Collection<String> valid = schema.properties.keySet();
        if (schema.providers.isEmpty()) {
            problems.add(field, path, "is no key that is known here", NearestName.hint(field.key(), valid));
        } else {
            Node.Scalar kind = new Node.Scalar(field.line(), field.column(), field.key(), field.key());
            unknownKind(schema.providers, kind, path, field.key(), valid);
        }
    }

    /** What a schema leaves open is still held to what holds for every text. */
    private void anything(Node node, KeyPath path) {
        if (node instanceof Node.Fields fields) {
            fields(OPEN, fields, path);
        } else if (node instanceof Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                anything(items.items().get(i), path.item(i));
            }
        } else {
            scalar(ANY_KEY, (Node.Scalar) node, path);
        }
    }

    private void branches(Schema schema, List<Schema> branches, boolean one, Node node, KeyPath path) {
        if (node instanceof Node.Fields fields && onlyRequire(branches)) {
            alternatives(branches, one, fields, path);
            return;
        }
        List<Schema> admitting = new ArrayList<>();
        for (Schema branch : branches) {
            if (branch.resolved().admits(node)) {
                admitting.add(branch);
            }
        }
        if (admitting.isEmpty()) {
            problems.add(node, path, "must be " + schema.inWords() + ", not " + node.inWords(), list(branches, node));
        } else if (admitting.size() == 1) {
            check(admitting.get(0), node, path);
        } else {
            nearest(admitting, one, node, path);
        }
    }

    private static @Nullable String excluded(Schema not) {
        return not.values == null || not.values.size() < 2 ? null : "neither is any of " + not.values;
    }

    private static boolean onlyRequire(List<Schema> branches) {
        for (Schema branch : branches) {
            if (!branch.resolved().onlyRequires()) {
                return false;
            }
        }
        return true;
    }

    /** Several branches could be meant: the one with the fewest problems tells what is wrong. */
    private void nearest(List<Schema> branches, boolean one, Node node, KeyPath path) {
        Problems fewest = null;
        int fitting = 0;
        for (Schema branch : branches) {
            Problems trial = new Problems(problems.file());
            new Validator(trial).check(branch, node, path);
            fitting += trial.none() ? 1 : 0;
            if (fewest == null || trial.count() < fewest.count()) {
                fewest = trial;
            }
        }
        if (fewest != null && fitting == 0) {
            problems.addAll(fewest);
        } else if (one && fitting > 1) {
            problems.add(node, path, "can be read in more than one way", null);
        }
    }

    private void alternatives(List<Schema> branches, boolean one, Node.Fields node, KeyPath path) {
        List<String> found = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Schema branch : branches) {
            List<String> required = branch.resolved().required;
            keys.add(String.join(" with ", required));
            boolean there = true;
            for (String key : required) {
                there &= node.get(key) != null;
            }
            if (there) {
                found.add(required.get(0));
            }
        }
        if (found.isEmpty()) {
            problems.add(node, path, "needs one of the keys " + String.join(", ", keys), null);
        } else if (one && found.size() > 1) {
            Node.Field second = node.fields().get(found.get(1));
            if (second != null) {
                problems.add(
                        second,
                        path.key(second.key()),
                        "cannot stand beside \"" + found.get(0) + "\"",
                        "keep one of them");
            }
        }
    }

    private static final Schema ANY_KEY = new Schema();
    private static final Schema OPEN = new Schema();

    static {
        ANY_KEY.types = Schema.STRING | Schema.INTEGER | Schema.NUMBER | Schema.BOOLEAN | Schema.NULL;
    }
}
