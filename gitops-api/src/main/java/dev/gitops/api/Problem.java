package dev.gitops.api;

import dev.gitops.text.Shown;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input: where it stands, what it says, why that is wrong and what to do.
 *
 * @param file the file as the user named it; null where the input was no file (an argument)
 * @param line the line, from 1; 0 where unknown
 * @param column the column in code points, from 1; 0 where unknown
 * @param key the key or argument, as in {@code environments.staging.promotesFrom[0]}; null where there is none
 * @param value the offending value, cut to a readable length; null where there is none
 * @param message why it is wrong
 * @param hint what to do, such as the nearest valid name; null where there is no advice
 */
public record Problem(
        @Nullable String file,
        int line,
        int column,
        @Nullable String key,
        @Nullable String value,
        String message,
        @Nullable String hint) {

    private static final int LONGEST_VALUE = 120;
    private static final int LONGEST_LOOKED_AT = 4_096;

    /** Checks the message, and makes all texts printable. */
    public Problem {
        Objects.requireNonNull(message, "message");
        key = key == null ? null : printable(key);
        value = value == null ? null : printable(value);
        message = Shown.lines(Shown.withoutLogins(message));
        hint = hint == null ? null : Shown.lines(Shown.withoutLogins(hint));
    }

    /**
     * A problem that stands in no file.
     *
     * @param key the argument or key
     * @param value the offending value
     * @param message why it is wrong
     * @param hint what to do, or null
     * @return the problem
     */
    public static Problem of(String key, @Nullable String value, String message, @Nullable String hint) {
        Objects.requireNonNull(key, "key");
        return new Problem(null, 0, 0, key, value, message, hint);
    }

    /** {@return the line, from 1, where it is known} */
    public OptionalInt atLine() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** {@return the problem on one line: {@code file:line:column: key: message, but is "value"; hint}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (file != null) {
            text.append(file);
            if (line > 0) {
                text.append(':').append(line);
                if (column > 0) {
                    text.append(':').append(column);
                }
            }
            text.append(": ");
        }
        if (key != null) {
            text.append(key).append(": ");
        }
        text.append(message);
        if (value != null) {
            text.append(" (is \"").append(value).append("\")");
        }
        if (hint != null) {
            text.append("; ").append(hint);
        }
        return text.toString();
    }

    /** Characters that nobody sees would let a value forge a terminal's or a log's lines, and a URL may hold a login. */
    private static String printable(String value) {
        String beginning = value.substring(0, Math.min(value.length(), LONGEST_LOOKED_AT));
        String plain = Shown.withoutLogins(beginning);
        boolean isLong = plain.codePointCount(0, plain.length()) > LONGEST_VALUE;
        return isLong
                ? Shown.line(plain.substring(0, plain.offsetByCodePoints(0, LONGEST_VALUE))) + "..."
                : Shown.line(plain);
    }
}
