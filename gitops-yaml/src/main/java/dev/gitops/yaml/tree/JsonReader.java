package dev.gitops.yaml.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON and nothing else, as Go does: of two equal keys the last counts. */
public final class JsonReader {

    private static final int DEEPEST = 500;

    private final String text;
    private int pos;
    private int depth;

    /**
     * A reader.
     *
     * @param text the text
     * @param from where to begin
     */
    public JsonReader(String text, int from) {
        this.text = text;
        this.pos = from;
    }

    /**
     * A text that is one value.
     *
     * @param text the text
     * @return {@code Map}, {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or null
     * @throws YamlException where it is no JSON
     */
    public static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text, 0);
        Object value = reader.value();
        reader.blanks();
        if (reader.pos < text.length()) {
            throw reader.wrong("after top-level value");
        }
        return value;
    }

    /** {@return where the next value would begin} */
    public int position() {
        return pos;
    }

    /** {@return whether another value, or anything else but blanks, follows} */
    public boolean hasMore() {
        blanks();
        return pos < text.length();
    }

    /**
     * The next value.
     *
     * @return the value
     * @throws YamlException where there is none
     */
    public @Nullable Object value() {
        blanks();
        char c = peek();
        if (++depth > DEEPEST) {
            throw wrong("exceeded max depth");
        }
        Object value = switch (c) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        pos++;
        blanks();
        if (peek() == '}') {
            pos++;
            return map;
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                throw wrong("looking for beginning of object key string");
            }
            String key = string();
            blanks();
            expect(':', "after object key");
            map.put(key, value());
            blanks();
            if (peek() == '}') {
                pos++;
                return map;
            }
            expect(',', "after object key:value pair");
        }
    }

    private List<@Nullable Object> list() {
        List<@Nullable Object> list = new ArrayList<>();
        pos++;
        blanks();
        if (peek() == ']') {
            pos++;
            return list;
        }
        while (true) {
            list.add(value());
            blanks();
            if (peek() == ']') {
                pos++;
                return list;
            }
            expect(',', "after array element");
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (pos++; peek() != '"'; pos++) {
            char c = peek();
            if (c < ' ') {
                throw wrong("in string literal");
            }
            out.append(c == '\\' ? escape() : c);
        }
        pos++;
        return out.toString();
    }

    /** The character behind a backslash; the position stays on the escape's last character. */
    private char escape() {
        pos++;
        char c = peek();
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    pos++;
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0) {
                        throw wrong("in \\u hexadecimal character escape");
                    }
                    code = code * 16 + digit;
                }
                return (char) code;
            default:
                throw wrong("in string escape code");
        }
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, pos)) {
            throw wrong("looking for beginning of value");
        }
        pos += word.length();
        return value;
    }

    private Number number() {
        int from = pos;
        if (peek() == '-') {
            pos++;
        }
        int first = pos;
        digits();
        if (text.charAt(first) == '0' && pos > first + 1) {
            pos = first + 1;
            throw wrong("after top-level value");
        }
        boolean whole = true;
        if (pos < text.length() && text.charAt(pos) == '.') {
            pos++;
            digits();
            whole = false;
        }
        if (pos < text.length() && (text.charAt(pos) == 'e' || text.charAt(pos) == 'E')) {
            pos++;
            if (peek() == '+' || peek() == '-') {
                pos++;
            }
            digits();
            whole = false;
        }
        String number = text.substring(from, pos);
        if (!whole) {
            return Double.valueOf(number);
        }
        BigInteger value = new BigInteger(number);
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private void digits() {
        int from = pos;
        while (pos < text.length() && text.charAt(pos) >= '0' && text.charAt(pos) <= '9') {
            pos++;
        }
        if (pos == from) {
            throw wrong("looking for beginning of value");
        }
    }

    private void blanks() {
        while (pos < text.length() && " \t\r\n".indexOf(text.charAt(pos)) >= 0) {
            pos++;
        }
    }

    private char peek() {
        if (pos >= text.length()) {
            throw new YamlException(0, "unexpected end of JSON input");
        }
        return text.charAt(pos);
    }

    private void expect(char wanted, String where) {
        if (peek() != wanted) {
            throw wrong(where);
        }
        pos++;
    }

    private YamlException wrong(String where) {
        String found = pos < text.length() ? "'" + text.charAt(pos) + "'" : "the end";
        return new YamlException(0, "invalid character " + found + " " + where);
    }
}
