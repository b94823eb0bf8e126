package dev.gitops.inventory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An inventory's text without other applications: what is left reads as it does in the whole text, and costs as much as what is left. Made only where it is plain without a parser where each application
 * stands; in doubt there is none, and the whole is read. The text is gone through once, byte by byte, since it may be long and most programs that read one application end soon.
 */
final class Excerpt {

    private static final byte[] APPS = "apps:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DASHES = "---".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] POINTS = "...".getBytes(StandardCharsets.US_ASCII);
    private static final int NOWHERE = -1;

    /** What a byte may begin: nothing, something that only a parser sees through, brackets, quotes. */
    private static final byte[] KINDS = kinds();

    private static final byte PARSER = 1;
    private static final byte OPEN = 2;
    private static final byte CLOSE = 3;
    private static final byte QUOTE = 4;
    private static final byte QUOTES = 5;

    private final byte[] text;
    private final byte[] name;
    private final List<Item> wanted = new ArrayList<>();
    private int line;
    private int from = NOWHERE;
    private int fromLine;
    private int to = NOWHERE;
    private int toLine;
    private int indent = NOWHERE;
    private Item item = new Item(NOWHERE, NOWHERE, 0);
    private boolean named;

    /** A stretch of the text, and the number of its first line, from 0. */
    private record Item(int from, int to, int line) {}

    /**
     * A part of a text.
     *
     * @param text what is left
     * @param shifts by how many lines more what begins in a line, counted from 1, stands further below in the whole
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(byte[] text, TreeMap<Integer, Integer> shifts) {}

    private Excerpt(byte[] text, String name) {
        this.text = text;
        this.name = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    /** The text with all that may be an application of a name; empty where none is sure to be found so. */
    static Optional<Part> of(byte[] text, String name) {
        Excerpt excerpt = new Excerpt(text, name);
        return name.isEmpty() || !excerpt.read() || excerpt.wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(excerpt.part());
    }

    private boolean read() {
        for (int at = 0; at < text.length; line++) {
            int next = from == NOWHERE || to != NOWHERE ? outside(at) : inside(at);
            if (next == NOWHERE) {
                return false;
            }
            at = next;
        }
        end(text.length);
        return from != NOWHERE && indent != NOWHERE;
    }

    /** A line above or below the applications. */
    private int outside(int at) {
        int next = next(at);
        if (at > 0 && startsWith(at, DASHES) || startsWith(at, POINTS)) {
            return NOWHERE;
        }
        if (startsWith(at, APPS)) {
            if (from != NOWHERE || !isBlank(at + APPS.length, next)) {
                return NOWHERE;
            }
            from = next;
            fromLine = line + 1;
        }
        return next;
    }

    /** A line that belongs to an application, or ends them; what it begins with tells. */
    private int inside(int at) {
        int begin = at;
        while (begin < text.length && text[begin] == ' ') {
            begin++;
        }
        byte first = begin < text.length ? text[begin] : (byte) '\n';
        if (first == '\n' || first == '\r' || first == '#') {
            return next(begin);
        }
        int column = begin - at;
        boolean begins = first == '-' && begin + 1 < text.length && text[begin + 1] == ' ';
        if (column == 0 && !begins) {
            end(at);
            return outside(at);
        }
        indent = indent == NOWHERE && begins ? column : indent;
        if (indent == NOWHERE || column < indent || column == indent && !begins) {
            return NOWHERE;
        }
        if (column == indent) {
            keep(at);
            item = new Item(at, NOWHERE, line);
            named = false;
        }
        return plain(begin);
    }

    /** The end of a line that stands for itself: nothing in it is quoted or bracketed over its end, refers to another place, or is folded text. */
    private int plain(int begin) {
        int brackets = 0;
        int single = 0;
        int twofold = 0;
        boolean inName = false;
        int i = begin;
        for (; i < text.length && text[i] != '\n'; i++) {
            byte b = text[i];
            switch (b < 0 ? 0 : KINDS[b]) {
                case PARSER -> {
                    return NOWHERE;
                }
                case OPEN -> brackets++;
                case CLOSE -> brackets--;
                case QUOTE -> single++;
                case QUOTES -> twofold++;
                default -> {
                    // Any other character is what it is.
                }
            }
            boolean ofName = isOfName(b);
            if (ofName && !inName && !named) {
                named = lower(b) == name[0] && isNamed(i);
            }
            inName = ofName;
        }
        return brackets == 0 && single % 2 == 0 && twofold % 2 == 0 ? Math.min(i + 1, text.length) : NOWHERE;
    }

    /** Whether the name stands here as a word of its own, in any case. */
    private boolean isNamed(int at) {
        int end = at + name.length;
        if (end > text.length || end < text.length && isOfName(text[end])) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (lower(text[at + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfName(byte b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-' || b >= 'A' && b <= 'Z';
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b;
    }

    private void keep(int end) {
        if (named) {
            wanted.add(new Item(item.from(), end, item.line()));
        }
    }

    private void end(int at) {
        if (from != NOWHERE && to == NOWHERE) {
            keep(at);
            named = false;
            to = at;
            toLine = line;
        }
    }

    private Part part() {
        byte[] part = new byte[text.length];
        TreeMap<Integer, Integer> shifts = new TreeMap<>();
        System.arraycopy(text, 0, part, 0, from);
        int length = from;
        int lines = fromLine;
        for (Item one : wanted) {
            shifts.put(lines + 1, one.line() - lines);
            System.arraycopy(text, one.from(), part, length, one.to() - one.from());
            length += one.to() - one.from();
            lines += lines(one.from(), one.to());
        }
        shifts.put(lines + 1, toLine - lines);
        System.arraycopy(text, to, part, length, text.length - to);
        return new Part(Arrays.copyOf(part, length + text.length - to), shifts);
    }

    private int lines(int begin, int end) {
        int lines = 0;
        for (int i = begin; i < end; i++) {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private boolean startsWith(int at, byte[] prefix) {
        int end = Math.min(at + prefix.length, text.length);
        return Arrays.equals(text, at, end, prefix, 0, prefix.length);
    }

    private boolean isBlank(int begin, int end) {
        for (int i = begin; i < end && text[i] != '#'; i++) {
            if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int next(int at) {
        int i = at;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, text.length);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char parser : "&*!|>\\\t?%".toCharArray()) {
            kinds[parser] = PARSER;
        }
        kinds['['] = OPEN;
        kinds['{'] = OPEN;
        kinds[']'] = CLOSE;
        kinds['}'] = CLOSE;
        kinds['\''] = QUOTE;
        kinds['"'] = QUOTES;
        return kinds;
    }
}
