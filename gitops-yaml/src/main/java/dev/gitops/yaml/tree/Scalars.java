package dev.gitops.yaml.tree;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What a bare scalar means: go-yaml's rules, which are YAML 1.2 with the octal numbers of 1.1, and the older ones where asked for. */
public final class Scalars {

    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);

    private Scalars() {}

    /**
     * The tag a bare text has.
     *
     * @param text the text
     * @return a short tag
     */
    public static String tagOf(String text) {
        if (text.isEmpty()) {
            return Tags.NULL;
        }
        char first = text.charAt(0);
        switch (first) {
            case '~', 'n', 'N':
                return isNull(text) ? Tags.NULL : Tags.STRING;
            case 't', 'T', 'f', 'F':
                return bool(text) == null ? Tags.STRING : Tags.BOOL;
            case '.':
                return special(text) != null || decimal(text) ? Tags.FLOAT : Tags.STRING;
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
                return numberTag(text);
            case '<':
                return text.equals("<<") ? Tags.MERGE : Tags.STRING;
            default:
                return Tags.STRING;
        }
    }

    private static String numberTag(String text) {
        if (special(text) != null) {
            return Tags.FLOAT;
        }
        if (!looksNumeric(text)) {
            return Tags.STRING;
        }
        if (Timestamps.isTimestamp(text)) {
            return Tags.TIMESTAMP;
        }
        if (integer(text) != null) {
            return Tags.INT;
        }
        return decimal(plain(text)) ? Tags.FLOAT : Tags.STRING;
    }

    /** Cheap and coarse: names such as {@code 8080-web} are common, numbers with letters are not. */
    private static boolean looksNumeric(String text) {
        for (int i = 1, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            boolean may = c >= '0' && c <= '9'
                    || c >= 'a' && c <= 'f'
                    || c >= 'A' && c <= 'F'
                    || "._-+xXoObBpPtTzZ: ".indexOf(c) >= 0;
            if (!may) {
                return false;
            }
        }
        return true;
    }

    static boolean isNull(String text) {
        return text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null") || text.equals("NULL");
    }

    static @Nullable Boolean bool(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> Boolean.TRUE;
            case "false", "False", "FALSE" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** The further booleans of YAML 1.1. */
    static @Nullable Boolean oldBool(String text) {
        return switch (text) {
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON" -> Boolean.TRUE;
            case "n", "N", "no", "No", "NO", "off", "Off", "OFF" -> Boolean.FALSE;
            default -> null;
        };
    }

    static @Nullable Double special(String text) {
        return switch (text) {
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static String plain(String text) {
        return text.indexOf('_') < 0 ? text : text.replace("_", "");
    }

    /** A {@code Long}, or a {@code BigInteger} that fits 64 bits without a sign; null where the text is no whole number. */
    static @Nullable Number integer(String text) {
        String digits = plain(text);
        boolean negative = false;
        int at = 0;
        if (!digits.isEmpty() && (digits.charAt(0) == '-' || digits.charAt(0) == '+')) {
            negative = digits.charAt(0) == '-';
            at = 1;
        }
        int radix = 10;
        if (digits.length() > at + 1 && digits.charAt(at) == '0') {
            char mark = Character.toLowerCase(digits.charAt(at + 1));
            if (mark == 'x') {
                radix = 16;
                at += 2;
            } else if (mark == 'b') {
                radix = 2;
                at += 2;
            } else if (mark == 'o') {
                radix = 8;
                at += 2;
            } else {
                radix = 8;
                at += 1;
            }
        }
        int length = digits.length() - at;
        if (length == 0) {
            return null;
        }
        for (int i = at; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return null;
            }
        }
        if (length <= 15) {
            long value = Long.parseLong(digits, at, digits.length(), radix);
            return negative ? -value : value;
        }
        BigInteger value = new BigInteger(digits.substring(at), radix);
        if (negative) {
            value = value.negate();
        }
        if (value.compareTo(LOWEST) >= 0 && value.compareTo(HIGHEST) <= 0) {
            return value.longValue();
        }
        boolean unsigned = value.signum() > 0 && value.compareTo(UNSIGNED) < 0 && text.charAt(0) != '+';
        return unsigned ? value : null;
    }

    static boolean decimal(String text) {
        int n = text.length();
        int i = 0;
        if (i < n && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        int before = i;
        while (i < n && isDigit(text.charAt(i))) {
            i++;
        }
        boolean any = i > before;
        if (i < n && text.charAt(i) == '.') {
            i++;
            int after = i;
            while (i < n && isDigit(text.charAt(i))) {
                i++;
            }
            any |= i > after;
        }
        if (!any) {
            return false;
        }
        if (i < n && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < n && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int exponent = i;
            while (i < n && isDigit(text.charAt(i))) {
                i++;
            }
            if (i == exponent) {
                return false;
            }
        }
        return i == n && !Double.isInfinite(Double.parseDouble(text));
    }

    static double number(String text) {
        Double special = special(text);
        return special != null ? special : Double.parseDouble(plain(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether a bare text means something else than itself to a reader of YAML 1.1, as Kubernetes' own is.
     *
     * @param text the text
     * @return true for {@code yes}, {@code 010}, {@code null} and their like
     */
    public static boolean meansOther(String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            return false;
        }
        return oldBool(text) != null || !tagOf(text).equals(Tags.STRING);
    }
}
