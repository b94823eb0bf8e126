package dev.gitops.api.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a figure must be: {@code < 0.01}, {@code <= 1.2 * before}, {@code <= staging + 0.05}; several joined by {@code and} and {@code or}, {@code and} binding closer.
 *
 * <p>{@link #BEFORE} is the figure at the beginning of the deployment; any other name is that of an environment, whose figure is asked for now.
 *
 * @param text as it was written, blanks made one
 * @param alternatives of which one must hold; each is a list of comparisons that must all hold
 */
public record MetricCondition(String text, List<List<Comparison>> alternatives) {

    /** The name of the figure at the beginning of the deployment. */
    public static final String BEFORE = "before";

    private static final String NUMBER = "-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|==|!=|<|>) ?(?:(?<number>" + NUMBER
            + ")|(?:(?<factor>" + NUMBER + ") ?\\* ?)?(?<name>[a-z0-9][a-z0-9-]{0,62})(?: (?<sign>[+-]) ?(?<offset>"
            + NUMBER
            + "))?)");

    /** Copies the lists. */
    public MetricCondition {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a condition.
     *
     * @param text the condition
     * @return the condition
     * @throws IllegalArgumentException if it is none; the message says which part
     */
    public static MetricCondition parse(String text) {
        String words = text.strip().replaceAll("\\s+", " ");
        List<List<Comparison>> alternatives = new ArrayList<>();
        for (String alternative : words.split(" or ", -1)) {
            List<Comparison> all = new ArrayList<>();
            for (String part : alternative.split(" and ", -1)) {
                all.add(Comparison.parse(part.strip()));
            }
            alternatives.add(all);
        }
        return new MetricCondition(words, alternatives);
    }

    /** {@return the names of the figures that it is compared with, in the order of the text} */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (List<Comparison> all : alternatives) {
            for (Comparison comparison : all) {
                if (comparison.name() != null) {
                    names.add(comparison.name());
                }
            }
        }
        return names;
    }

    /**
     * Whether a figure meets it.
     *
     * @param value the figure
     * @param others the figure of a name; what has none is not a number, and no comparison with it holds
     * @return true if so
     */
    public boolean holds(double value, ToDoubleFunction<String> others) {
        return alternatives.stream()
                .anyMatch(all -> all.stream().allMatch(comparison -> comparison.holds(value, others)));
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * A comparison with {@code factor * figure of name + offset}.
     *
     * @param operator one of {@code < <= > >= == !=}
     * @param factor what the named figure is multiplied by; 0 where no figure is named
     * @param name the figure's name; null for a number alone
     * @param offset the number that is added, or that stands alone
     */
    public record Comparison(
            String operator, double factor, @Nullable String name, double offset) {

        static Comparison parse(String text) {
            Matcher parts = COMPARISON.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is no comparison");
            }
            String number = parts.group("number");
            if (number != null) {
                return new Comparison(parts.group(1), 0, null, Double.parseDouble(number));
            }
            String factor = parts.group("factor");
            String offset = parts.group("offset");
            double sign = "-".equals(parts.group("sign")) ? -1 : 1;
            return new Comparison(
                    parts.group(1),
                    factor == null ? 1 : Double.parseDouble(factor),
                    parts.group("name"),
                    offset == null ? 0 : sign * Double.parseDouble(offset));
        }

        boolean holds(double value, ToDoubleFunction<String> others) {
            double limit = name == null ? offset : factor * others.applyAsDouble(name) + offset;
            if (Double.isNaN(limit)) {
                return false;
            }
            return switch (operator) {
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case ">" -> value > limit;
                case ">=" -> value >= limit;
                case "==" -> value == limit;
                case "!=" -> value != limit;
                default -> throw new IllegalStateException(operator);
            };
        }

        @Override
        public String toString() {
            return name == null
                    ? operator + " " + offset
                    : String.format(Locale.ROOT, "%s %s * %s + %s", operator, factor, name, offset);
        }
    }
}
