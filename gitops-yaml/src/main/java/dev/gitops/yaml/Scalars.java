package dev.gitops.yaml;

import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Style;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes scalars so that every reader takes them for what they are, and reads them by YAML 1.2. */
final class Scalars {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private Scalars() {}

    /** A scalar on one line, in the wanted style where the value permits it. */
    static String write(@Nullable Object value, Style wanted, Style quotes, boolean flow) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (!(value instanceof String text)) {
            return number(value);
        }
        if (wanted == Style.PLAIN && isPlain(text, flow)) {
            return text;
        }
        boolean backslashes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
        Style readable = backslashes && text.indexOf('\'') < 0 ? Style.SINGLE : quotes;
        Style quoted = wanted.isQuoted() ? wanted : readable;
        return quoted == Style.SINGLE && !needsEscape(text)
                ? '\'' + text.replace("'", "''") + '\''
                : doubleQuoted(text);
    }

    static String number(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number)) {
                return ".nan";
            }
            if (Double.isInfinite(number)) {
                return number > 0 ? ".inf" : "-.inf";
            }
        }
        if (value instanceof BigDecimal decimal && decimal.scale() <= 0 && decimal.precision() - decimal.scale() < 30) {
            return decimal.toPlainString() + ".0";
        }
        // A float of YAML 1.1 has a dot, and a sign in its exponent.
        String text = value.toString();
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String mantissa = text.substring(0, exponent);
        String power = text.substring(exponent + 1);
        boolean signed = power.startsWith("-") || power.startsWith("+");
        return mantissa + (mantissa.indexOf('.') < 0 ? ".0" : "") + "e" + (signed ? "" : "+") + power;
    }

    /** Whether a text needs no quotes under any YAML. */
    static boolean isPlain(String text, boolean flow) {
        if (Ambiguity.isAmbiguous(text) || needsEscape(text)) {
            return false;
        }
        char first = text.charAt(0);
        if (first == '-') {
            if (text.length() < 2 || !Character.isLetter(text.charAt(1))) {
                return false;
            }
        } else if ("?:,[]{}#&*!|>'\"%@`= ".indexOf(first) >= 0) {
            return false;
        }
        if (text.startsWith("...")) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (c == ':' && (next == ' ' || flow && ",?[]{}".indexOf(next) >= 0)
                    || c == ' ' && (next == '#' || at + 1 == text.length())
                    || flow && ",?[]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Control characters, line breaks, and what shows as nothing. */
    private static boolean needsEscape(String text) {
        return text.codePoints().anyMatch(Scalars::isHidden);
    }

    static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> codePoint == 0xFFFE || codePoint == 0xFFFF;
        };
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (isHidden(c)) {
                        quoted.append(c > 0xFFFF ? String.format("\\U%08X", c) : String.format("\\u%04X", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Whether a text with line breaks can stand as a literal block without an indentation of its own. */
    static boolean isLiteral(String text) {
        boolean lines = text.indexOf('\n') >= 0 && !text.isBlank() && text.charAt(0) != ' ' && text.charAt(0) != '\n';
        return lines
                && text.codePoints().noneMatch(c -> c != '\n' && c != '\t' && isHidden(c))
                && text.charAt(0) != '\t'
                && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
    }

    /** The header of a literal block. */
    static String literalHeader(String text) {
        if (!text.endsWith("\n")) {
            return "|-";
        }
        return text.endsWith("\n\n") ? "|+" : "|";
    }

    static @Nullable Object read(Scalar scalar) {
        String text = scalar.value();
        String tag = scalar.properties().tag();
        if (scalar.style() != Style.PLAIN || tag != null && (tag.equals("!") || tag.endsWith(":str"))) {
            return text;
        }
        if (scalar.isNull()) {
            return null;
        }
        switch (text) {
            case "true", "True", "TRUE":
                return true;
            case "false", "False", "FALSE":
                return false;
            default:
                break;
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (text.matches("0x[0-9a-fA-F]+")) {
            return integer(text.substring(2), 16);
        }
        if (text.matches("0o[0-7]+")) {
            return integer(text.substring(2), 8);
        }
        if (FLOAT.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        if (text.matches("[-+]?\\.(inf|Inf|INF)")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return text.matches("\\.(nan|NaN|NAN)") ? (Object) Double.NaN : text;
    }

    private static Number integer(String digits, int radix) {
        BigInteger value = new BigInteger(digits, radix);
        if (value.bitLength() < 32) {
            return value.intValue();
        }
        return value.bitLength() < 64 ? (Number) value.longValue() : value;
    }
}
