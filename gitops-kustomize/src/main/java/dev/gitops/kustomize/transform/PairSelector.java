package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.errors.KustomizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Kubernetes' language of label selectors: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1}. */
final class PairSelector {

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT,
        GREATER,
        LESS
    }

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final String PART = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern PREFIX = Pattern.compile(PART + "(\\." + PART + ")*");

    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean matches(Map<String, String> pairs) {
            String value = pairs.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case ABSENT -> value == null;
                case GREATER, LESS -> value != null && compares(value);
            };
        }

        private boolean compares(String value) {
            try {
                int order = Long.compare(
                        Long.parseLong(value), Long.parseLong(values.iterator().next()));
                return operator == Operator.GREATER ? order > 0 : order < 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    private final String text;
    private int pos;
    private final List<Requirement> requirements = new ArrayList<>();

    private PairSelector(String text) {
        this.text = text;
    }

    static PairSelector parse(String text) {
        PairSelector selector = new PairSelector(text);
        selector.blanks();
        while (selector.pos < text.length()) {
            selector.requirements.add(selector.requirement());
            selector.blanks();
            if (selector.pos < text.length()) {
                selector.expect(',');
                selector.blanks();
                if (selector.pos == text.length()) {
                    throw selector.problem("found '', expected: identifier after ','");
                }
            }
        }
        return selector;
    }

    boolean isEmpty() {
        return requirements.isEmpty();
    }

    boolean matches(Map<String, String> pairs) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(pairs)) {
                return false;
            }
        }
        return true;
    }

    private Requirement requirement() {
        if (take('!')) {
            blanks();
            return new Requirement(key(), Operator.ABSENT, Set.of());
        }
        String key = key();
        blanks();
        if (pos == text.length() || text.charAt(pos) == ',') {
            return new Requirement(key, Operator.EXISTS, Set.of());
        }
        if (take('!')) {
            expect('=');
            return new Requirement(key, Operator.NOT_IN, valid(key, one()));
        }
        if (take('=')) {
            take('=');
            return new Requirement(key, Operator.IN, valid(key, one()));
        }
        if (take('>')) {
            return new Requirement(key, Operator.GREATER, number(one()));
        }
        if (take('<')) {
            return new Requirement(key, Operator.LESS, number(one()));
        }
        String operator = word("operator");
        if (operator.equals("in")) {
            return new Requirement(key, Operator.IN, valid(key, many()));
        }
        if (operator.equals("notin")) {
            return new Requirement(key, Operator.NOT_IN, valid(key, many()));
        }
        throw problem("found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
    }

    private String key() {
        String key = word("key");
        int slash = key.indexOf('/');
        String prefix = key.substring(0, Math.max(0, slash));
        boolean plain = slash < 0
                || prefix.length() <= LONGEST_PREFIX && PREFIX.matcher(prefix).matches();
        if (!plain || !isName(key.substring(slash + 1))) {
            throw invalid(
                    "invalid label key \"" + key + "\": it is a name of letters, digits, '-', '_' and '.' of 63 at the"
                            + " most, perhaps behind the name of a domain and '/'");
        }
        return key;
    }

    private Set<String> valid(String key, Set<String> values) {
        for (String value : values) {
            if (!value.isEmpty() && !isName(value)) {
                throw invalid(
                        "invalid label value: \"" + value + "\": at key: \"" + key + "\": it has letters, digits, '-',"
                                + " '_' and '.', 63 at the most; annotations with other values cannot be selected");
            }
        }
        return values;
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    private Set<String> number(Set<String> values) {
        try {
            Long.parseLong(values.iterator().next());
            return values;
        } catch (NumberFormatException e) {
            throw invalid("for 'Gt', 'Lt' operators, the value must be an integer");
        }
    }

    private KustomizeException invalid(String message) {
        return new KustomizeException("unable to parse requirement: " + message + " (selector \"" + text + "\")");
    }

    private Set<String> one() {
        blanks();
        int from = pos;
        while (pos < text.length() && isWord(text.charAt(pos))) {
            pos++;
        }
        return Set.of(text.substring(from, pos));
    }

    private Set<String> many() {
        blanks();
        expect('(');
        Set<String> values = new TreeSet<>();
        do {
            values.addAll(one());
            blanks();
        } while (take(','));
        expect(')');
        return values;
    }

    private String word(String what) {
        int from = pos;
        while (pos < text.length() && isWord(text.charAt(pos))) {
            pos++;
        }
        if (pos == from) {
            throw problem("found '" + (pos < text.length() ? text.charAt(pos) : "") + "', expected: " + what);
        }
        return text.substring(from, pos);
    }

    private static boolean isWord(char c) {
        return " \t\n\r=!(),<>".indexOf(c) < 0;
    }

    private void blanks() {
        while (pos < text.length() && text.charAt(pos) <= ' ') {
            pos++;
        }
    }

    private boolean take(char c) {
        if (pos < text.length() && text.charAt(pos) == c) {
            pos++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw problem("found '" + (pos < text.length() ? text.charAt(pos) : "") + "', expected: '" + c + "'");
        }
    }

    private KustomizeException problem(String message) {
        return new KustomizeException("unable to parse the selector \"" + text + "\": " + message);
    }
}
