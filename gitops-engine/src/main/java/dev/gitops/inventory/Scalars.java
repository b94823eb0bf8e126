package dev.gitops.inventory;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** What a plain scalar means by YAML 1.2's core schema; quoted ones are texts. */
final class Scalars {

    private Scalars() {}

    static Node.Scalar resolve(ScalarEvent event, int line, int column) {
        String text = event.getValue();
        return new Node.Scalar(line, column, text, event.isPlain() ? plain(text) : text);
    }

    private static @Nullable Object plain(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL":
                return null;
            case "true", "True", "TRUE":
                return Boolean.TRUE;
            case "false", "False", "FALSE":
                return Boolean.FALSE;
            default:
                return looksLikeNumber(text) ? number(text) : text;
        }
    }

    private static boolean looksLikeNumber(String text) {
        char c = text.charAt(0);
        return Characters.isDigit(c) || c == '+' || c == '-' || c == '.';
    }

    private static Object number(String text) {
        try {
            if (text.startsWith("0x") && text.length() > 2 && text.charAt(2) != '-' && text.charAt(2) != '+') {
                return Long.parseLong(text.substring(2), 16);
            }
            if (text.startsWith("0o") && text.length() > 2 && text.charAt(2) != '-' && text.charAt(2) != '+') {
                return Long.parseLong(text.substring(2), 8);
            }
            return isInteger(text)
                    ? (Object) Long.parseLong(text)
                    : isFloat(text) ? (Object) Double.parseDouble(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static boolean isInteger(String text) {
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (!Characters.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > start && text.length() < 19 + start;
    }

    /** As in {@code 0.3}, {@code -.5}, {@code 1e9}; infinities and not-a-number stay texts. */
    private static boolean isFloat(String text) {
        int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        int digits = 0;
        boolean dot = false;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Characters.isDigit(c)) {
                digits++;
            } else if (c == '.' && !dot) {
                dot = true;
            } else {
                break;
            }
        }
        return digits > 0 && (i == text.length() || isExponent(text, i));
    }

    private static boolean isExponent(String text, int at) {
        char e = text.charAt(at);
        return (e == 'e' || e == 'E')
                && at + 1 < text.length()
                && text.length() < 64
                && isInteger(text.substring(at + 1));
    }
}
