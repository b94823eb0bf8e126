package dev.gitops.inventory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An inventory's text in which other applications' lines are empty: what is left reads as it does in the whole text, line by line, and costs as much as what is left. Made only where it is plain without a
 * parser where each application stands; in doubt there is none, and the whole is read.
 */
final class Excerpt {

    private static final byte[] APPS = "apps:".getBytes(StandardCharsets.US_ASCII);
    private static final int NOWHERE = -1;

    private final byte[] text;
    private final byte[] name;
    private final List<Item> wanted = new ArrayList<>();
    private int from;
    private int to;
    private int indent = NOWHERE;

    private record Item(int from, int to) {}

    private Excerpt(byte[] text, String name) {
        this.text = text;
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    /** The text with all that may be an application of a name; empty where none is sure to be found so. */
    static Optional<byte[]> of(byte[] text, String name) {
        Excerpt excerpt = new Excerpt(text, name);
        return name.isEmpty() || !excerpt.findSection() || !excerpt.findItems() || excerpt.wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(excerpt.withoutOthers());
    }

    /** The one list of applications, at the left border, in a text that is one document. */
    private boolean findSection() {
        boolean found = false;
        for (int line = 0; line < text.length; line = next(line)) {
            if (startsWith(line, "---") && line > 0 || startsWith(line, "...")) {
                return false;
            }
            if (Arrays.equals(text, line, Math.min(line + APPS.length, text.length), APPS, 0, APPS.length)) {
                int end = next(line);
                if (found || !isBlank(line + APPS.length, end)) {
                    return false;
                }
                found = true;
                from = end;
                to = section(end);
                line = Math.max(line, previous(to));
            }
        }
        return found;
    }

    private int section(int begin) {
        int line = begin;
        while (line < text.length && !isLeftBorder(line)) {
            line = next(line);
        }
        return line;
    }

    /** Whether a line begins another key of the inventory; an item of the list may begin there too. */
    private boolean isLeftBorder(int line) {
        byte first = text[line];
        return first != ' ' && first != '\n' && first != '\r' && first != '#' && !isItem(line);
    }

    private boolean isItem(int at) {
        return text[at] == '-' && at + 1 < text.length && (text[at + 1] == ' ' || text[at + 1] == '\n');
    }

    /** Where the items are; false where a line could mean something that only a parser sees. */
    private boolean findItems() {
        int item = NOWHERE;
        for (int line = from; line < to; line = next(line)) {
            int end = next(line);
            int begin = line;
            while (begin < end && text[begin] == ' ') {
                begin++;
            }
            if (begin == end || text[begin] == '\n' || text[begin] == '\r' || text[begin] == '#') {
                continue;
            }
            if (!isPlain(begin, end)) {
                return false;
            }
            if (indent == NOWHERE && isItem(begin)) {
                indent = begin - line;
            }
            if (indent == NOWHERE || begin - line < indent || begin - line == indent && !isItem(begin)) {
                return false;
            }
            if (begin - line == indent) {
                keep(item, line);
                item = line;
            }
        }
        keep(item, to);
        return indent != NOWHERE;
    }

    private void keep(int item, int end) {
        if (item != NOWHERE && isNamed(item, end)) {
            wanted.add(new Item(item, end));
        }
    }

    /** Whether a line stands for itself: nothing in it is quoted or bracketed over its end, refers to another place, or is folded text. */
    private boolean isPlain(int begin, int end) {
        int brackets = 0;
        int single = 0;
        int twofold = 0;
        for (int i = begin; i < end; i++) {
            switch (text[i]) {
                case '[', '{' -> brackets++;
                case ']', '}' -> brackets--;
                case '\'' -> single++;
                case '"' -> twofold++;
                case '&', '*', '!', '|', '>', '\\', '\t', '?', '%' -> {
                    return false;
                }
                default -> {
                    // Any other character is what it is.
                }
            }
        }
        return brackets == 0 && single % 2 == 0 && twofold % 2 == 0;
    }

    /** Whether the name, as a word of its own and in any case, stands somewhere in an item. */
    private boolean isNamed(int item, int end) {
        for (int i = item; i <= end - name.length; i++) {
            boolean alone = !isOfName(i - 1) && !isOfName(i + name.length);
            if (alone && matches(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int at) {
        for (int i = 0; i < name.length; i++) {
            if (lower(text[at + i]) != lower(name[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfName(int at) {
        if (at < 0 || at >= text.length) {
            return false;
        }
        int c = lower(text[at]);
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
    }

    private byte[] withoutOthers() {
        byte[] excerpt = new byte[text.length];
        int length = copy(0, from, excerpt, 0);
        int at = from;
        for (Item item : wanted) {
            length = empty(at, item.from(), excerpt, length);
            length = copy(item.from(), item.to(), excerpt, length);
            at = item.to();
        }
        length = empty(at, to, excerpt, length);
        length = copy(to, text.length, excerpt, length);
        return Arrays.copyOf(excerpt, length);
    }

    private int copy(int begin, int end, byte[] excerpt, int length) {
        System.arraycopy(text, begin, excerpt, length, end - begin);
        return length + end - begin;
    }

    private int empty(int begin, int end, byte[] excerpt, int length) {
        int written = length;
        for (int i = begin; i < end; i++) {
            if (text[i] == '\n') {
                excerpt[written++] = '\n';
            }
        }
        return written;
    }

    private boolean startsWith(int line, String prefix) {
        byte[] wantedPrefix = prefix.getBytes(StandardCharsets.US_ASCII);
        int end = Math.min(line + wantedPrefix.length, text.length);
        return Arrays.equals(text, line, end, wantedPrefix, 0, wantedPrefix.length);
    }

    private boolean isBlank(int begin, int end) {
        for (int i = begin; i < end && text[i] != '#'; i++) {
            if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int next(int line) {
        int i = line;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, text.length);
    }

    private int previous(int line) {
        int i = line - 1;
        while (i > 0 && text[i - 1] != '\n') {
            i--;
        }
        return Math.max(i, 0);
    }
}
