package dev.gitops.yaml.tree;

import dev.gitops.yaml.tree.Token.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a document apart into tokens. Whether a scalar is a key shows only at the colon behind it: its token waits in a queue until that is
 * known.
 */
final class TokenScanner extends ScalarScanner {

    private static final int LONGEST_SIMPLE_KEY = 1024;
    private static final int LOOKAHEAD = 512;
    private static final int DEEPEST = 500;

    private final TokenQueue queue = new TokenQueue();
    /** The next token, once it is certain. */
    private @Nullable Token head;

    private final TagScanner tags = new TagScanner(this);
    /** What may turn out to be a key, one for each flow level. */
    private SimpleKey[] keys = {new SimpleKey()};

    private int[] indents = new int[16];
    private int depth;
    /** So many tokens are read before the first is taken; what is refused among them, is refused early. */
    private final int ahead;

    private static final class SimpleKey {
        boolean possible;
        boolean required;
        int number;
        int pos;
        int line;
        int column;
    }

    TokenScanner(String text, int ahead) {
        super(text);
        this.ahead = ahead;
    }

    Token peek() {
        Token token = head;
        if (token == null) {
            while (queue.size() < ahead || headMayBeKey()) {
                fetch();
            }
            token = queue.head();
            head = token;
        }
        return token;
    }

    Token next() {
        Token token = peek();
        queue.removeHead();
        head = null;
        return token;
    }

    private boolean headMayBeKey() {
        for (int level = 0; level <= flowLevel; level++) {
            SimpleKey key = keys[level];
            if (key.possible && key.number == queue.headNumber()) {
                return isValid(key);
            }
        }
        return false;
    }

    private void fetch() {
        toNextToken();
        unroll(column());
        if (pos >= end) {
            streamEnd();
            return;
        }
        char c = at(pos);
        if (pos == lineStart && (c == '%' || atMarker())) {
            unroll(-1);
            removeKey();
            keyAllowed = false;
            if (c == '%') {
                queue.add(tags.directive());
            } else {
                add(c == '-' ? Kind.DOCUMENT_START : Kind.DOCUMENT_END, 3);
            }
            return;
        }
        content(c);
        if (queue.last().kind() != Kind.BLOCK_ENTRY) {
            passLineComment();
        }
    }

    private void content(char c) {
        switch (c) {
            case '[' -> open(Kind.FLOW_SEQUENCE);
            case '{' -> open(Kind.FLOW_MAPPING);
            case ']' -> close(Kind.FLOW_SEQUENCE_END);
            case '}' -> close(Kind.FLOW_MAPPING_END);
            case ',' -> {
                removeKey();
                keyAllowed = true;
                add(Kind.FLOW_ENTRY, 1);
            }
            case '*', '&' -> {
                saveKey();
                keyAllowed = false;
                queue.add(tags.anchor(c == '*' ? Kind.ALIAS : Kind.ANCHOR));
                brokenLine = false;
            }
            case '!' -> {
                saveKey();
                keyAllowed = false;
                queue.add(tags.tag());
                brokenLine = false;
            }
            case '\'', '"' -> {
                saveKey();
                keyAllowed = false;
                queue.add(quoted(c));
            }
            default -> indicatorOrPlain(c);
        }
    }

    private void indicatorOrPlain(char c) {
        boolean gap = isGap(pos + 1);
        if (c == '-' && gap) {
            blockEntry();
        } else if (c == '?' && (flowLevel > 0 || gap)) {
            key();
        } else if (c == ':' && (flowLevel > 0 || gap)) {
            value();
        } else if ((c == '|' || c == '>') && flowLevel == 0) {
            removeKey();
            keyAllowed = true;
            queue.add(BlockScalar.read(this));
        } else if (isGap(pos) || isReserved(c)) {
            throw error(line, "found character that cannot start any token");
        } else {
            saveKey();
            keyAllowed = false;
            queue.add(plain());
        }
    }

    private static boolean isReserved(char c) {
        return c == '#' || c == '|' || c == '>' || c == '%' || c == '@' || c == '`';
    }

    private void add(Kind kind, int length) {
        queue.add(Token.mark(kind, line));
        pos += length;
        brokenLine = false;
    }

    private void streamEnd() {
        if (column() != 0) {
            lineStart = pos;
            line++;
        }
        unroll(-1);
        removeKey();
        keyAllowed = false;
        queue.add(Token.mark(Kind.STREAM_END, line));
    }

    private void open(Kind kind) {
        saveKey();
        if (++flowLevel > DEEPEST) {
            throw error(line, "exceeded max depth of " + DEEPEST);
        }
        if (flowLevel == keys.length) {
            keys = Arrays.copyOf(keys, flowLevel * 2);
        }
        keys[flowLevel] = new SimpleKey();
        keyAllowed = true;
        add(kind, 1);
    }

    private void close(Kind kind) {
        removeKey();
        if (flowLevel > 0) {
            flowLevel--;
        }
        keyAllowed = false;
        add(kind, 1);
    }

    private void blockEntry() {
        if (flowLevel == 0) {
            if (!keyAllowed) {
                throw error(line, "block sequence entries are not allowed in this context");
            }
            roll(column(), queue.endNumber(), Kind.BLOCK_SEQUENCE, line);
        }
        removeKey();
        keyAllowed = true;
        add(Kind.BLOCK_ENTRY, 1);
    }

    private void key() {
        if (flowLevel == 0) {
            if (!keyAllowed) {
                throw error(line, "mapping keys are not allowed in this context");
            }
            roll(column(), queue.endNumber(), Kind.BLOCK_MAPPING, line);
        }
        removeKey();
        keyAllowed = flowLevel == 0;
        add(Kind.KEY, 1);
    }

    private void value() {
        SimpleKey key = keys[flowLevel];
        if (isValid(key)) {
            queue.insert(key.number, Token.mark(Kind.KEY, key.line));
            roll(key.column, key.number, Kind.BLOCK_MAPPING, key.line);
            key.possible = false;
            keyAllowed = false;
        } else {
            if (flowLevel == 0) {
                if (!keyAllowed) {
                    throw error(line, "mapping values are not allowed in this context");
                }
                roll(column(), queue.endNumber(), Kind.BLOCK_MAPPING, line);
            }
            keyAllowed = flowLevel == 0;
        }
        add(Kind.VALUE, 1);
    }

    private boolean isValid(SimpleKey key) {
        if (!key.possible) {
            return false;
        }
        if (key.line < line || key.pos + LONGEST_SIMPLE_KEY < pos) {
            if (key.required) {
                throw error(key.line, "could not find expected ':'");
            }
            key.possible = false;
        }
        return key.possible;
    }

    private void saveKey() {
        if (!keyAllowed) {
            return;
        }
        removeKey();
        SimpleKey key = keys[flowLevel];
        key.possible = true;
        key.required = flowLevel == 0 && indent == column();
        key.number = queue.endNumber();
        key.pos = pos;
        key.line = line;
        key.column = column();
    }

    private void removeKey() {
        SimpleKey key = keys[flowLevel];
        if (key.possible && key.required) {
            throw error(key.line, "could not find expected ':'");
        }
        key.possible = false;
    }

    /** Begins a block collection where a token stands further right than the one around it. */
    private void roll(int column, int number, Kind kind, int startLine) {
        if (flowLevel > 0 || indent >= column) {
            return;
        }
        if (depth == DEEPEST) {
            throw error(line, "exceeded max depth of " + DEEPEST);
        }
        if (depth == indents.length) {
            indents = Arrays.copyOf(indents, depth * 2);
        }
        indents[depth++] = indent;
        indent = column;
        queue.insert(number, Token.mark(kind, startLine));
    }

    private void unroll(int column) {
        while (flowLevel == 0 && indent > column) {
            queue.add(Token.mark(Kind.BLOCK_END, line));
            indent = indents[--depth];
        }
    }

    /** Passes blanks, comments and line breaks. Tabs may not stand where a key of a block may begin. */
    private void toNextToken() {
        while (pos < end) {
            char c = at(pos);
            while (c == ' ' || c == '\t' && (flowLevel > 0 || !keyAllowed)) {
                c = at(++pos);
            }
            if (c == '#') {
                passComments();
                c = at(pos);
            }
            if (!isBreak(c)) {
                return;
            }
            newline();
            if (flowLevel == 0) {
                keyAllowed = true;
            }
        }
    }

    /** A comment, and the lines behind it that are comments too, however they are indented. */
    private void passComments() {
        while (true) {
            passToBreak();
            int next = pos;
            while (next < end && next - pos < LOOKAHEAD && (isBlank(at(next)) || isBreak(at(next)))) {
                next++;
            }
            if (at(next) != '#') {
                return;
            }
            while (pos < next) {
                if (isBreak(at(pos))) {
                    newline();
                } else {
                    pos++;
                }
            }
        }
    }

    private void passLineComment() {
        if (brokenLine) {
            return;
        }
        int next = pos;
        while (next - pos < LOOKAHEAD && isBlank(at(next))) {
            next++;
        }
        if (at(next) == '#') {
            pos = next;
            passToBreak();
        }
    }
}
