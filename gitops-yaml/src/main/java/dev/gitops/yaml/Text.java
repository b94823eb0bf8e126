package dev.gitops.yaml;

import dev.gitops.api.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The characters of a file, its lines, and where they are. All offsets count chars and leave a byte order mark out. */
final class Text {

    private static final char BOM = '\uFEFF';

    final String name;
    /** The characters without byte order mark. */
    final String chars;
    /** The same with a line break at the very end, so that every line ends. */
    final String lines;

    private final boolean bom;

    private Text(String name, String decoded) {
        this.name = name;
        this.bom = !decoded.isEmpty() && decoded.charAt(0) == BOM;
        this.chars = bom ? decoded.substring(1) : decoded;
        boolean whole = chars.isEmpty() || isBreak(chars.charAt(chars.length() - 1));
        this.lines = whole ? chars : chars + lineBreakBefore(chars, chars.length());
    }

    static Text of(String name, String decoded) {
        return new Text(name, decoded);
    }

    static Text of(String name, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        decoded.flip();
        if (result.isError()) {
            Text readable = new Text(name, decoded.toString());
            throw readable.refuse(
                    readable.chars.length(), null, null, "is not UTF-8 from here on", "save the file as UTF-8", null);
        }
        return new Text(name, decoded.toString());
    }

    /** The text after an edit of {@link #lines}; byte order mark and missing final line break are as before. */
    Text edited(String editedLines) {
        String result = editedLines;
        if (lines.length() > chars.length() && !result.isEmpty()) {
            int end = result.length();
            int breakLength = result.endsWith("\r\n") ? 2 : isBreak(result.charAt(end - 1)) ? 1 : 0;
            result = result.substring(0, end - breakLength);
        }
        return new Text(name, bom ? BOM + result : result);
    }

    String decoded() {
        return bom ? BOM + chars : chars;
    }

    byte[] bytes() {
        return decoded().getBytes(StandardCharsets.UTF_8);
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    char at(int offset) {
        return offset < lines.length() ? lines.charAt(offset) : '\0';
    }

    int lineStart(int offset) {
        int at = offset;
        while (at > 0 && !isBreak(lines.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    /** The end of the line, before its break. */
    int lineEnd(int offset) {
        int at = offset;
        while (at < lines.length() && !isBreak(lines.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The start of the next line, or the end of the text. */
    int nextLine(int offset) {
        int end = lineEnd(offset);
        if (end >= lines.length()) {
            return end;
        }
        return end + (lines.startsWith("\r\n", end) ? 2 : 1);
    }

    boolean sameLine(int from, int to) {
        return lineEnd(from) >= to;
    }

    /** Whether only spaces stand before the offset in its line. */
    boolean firstInLine(int offset) {
        return isBlank(lineStart(offset), offset);
    }

    boolean isBlank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (lines.charAt(at) != ' ' && lines.charAt(at) != '\t') {
                return false;
            }
        }
        return true;
    }

    int skipSpaces(int offset) {
        int at = offset;
        while (at(at) == ' ' || at(at) == '\t') {
            at++;
        }
        return at;
    }

    int skipSpacesBack(int offset, int limit) {
        int at = offset;
        while (at > limit && (lines.charAt(at - 1) == ' ' || lines.charAt(at - 1) == '\t')) {
            at--;
        }
        return at;
    }

    /** Over spaces, line breaks and comments to the next token. */
    int skipTrivia(int offset) {
        int at = offset;
        while (at < lines.length()) {
            char c = lines.charAt(at);
            if (c == '#') {
                at = lineEnd(at);
            } else if (c == ' ' || c == '\t' || isBreak(c)) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /**
     * The line after a value that ends at an offset and whose parent's entries stand at a column: comment lines that follow and are indented deeper belong to
     * the value.
     */
    int after(int end, int column) {
        int result = nextLine(end);
        for (int at = result; at < lines.length(); at = nextLine(at)) {
            int first = skipSpaces(at);
            if (at(first) == '#' && first - at > column) {
                result = nextLine(at);
            } else if (!isBreak(at(first))) {
                break;
            }
        }
        return result;
    }

    /** The line break of the line before an offset, or else the first one of the file. */
    String lineBreakAt(int offset) {
        return lineBreakBefore(lines, offset);
    }

    private static String lineBreakBefore(String text, int offset) {
        int at = Math.min(offset, text.length()) - 1;
        while (at >= 0 && !isBreak(text.charAt(at))) {
            at--;
        }
        if (at < 0) {
            at = 0;
            while (at < text.length() && !isBreak(text.charAt(at))) {
                at++;
            }
        } else if (at > 0 && text.charAt(at) == '\n' && text.charAt(at - 1) == '\r') {
            return "\r\n";
        }
        return at >= text.length() ? "\n" : text.startsWith("\r\n", at) ? "\r\n" : text.substring(at, at + 1);
    }

    int lineNumber(int offset) {
        int line = 1;
        for (int at = nextLine(0); at <= offset && at < lines.length(); at = nextLine(at)) {
            line++;
        }
        return line;
    }

    Problem problem(int offset, @Nullable String key, @Nullable String value, String message, @Nullable String hint) {
        int start = lineStart(Math.min(offset, lines.length()));
        int column = lines.codePointCount(start, Math.max(start, Math.min(offset, lines.length())));
        return new Problem(name, lineNumber(offset), column + 1, key, value, message, hint);
    }

    YamlEditException refuse(
            int offset,
            @Nullable String key,
            @Nullable String value,
            String message,
            @Nullable String hint,
            @Nullable Throwable cause) {
        return new YamlEditException("the YAML file " + name, problem(offset, key, value, message, hint), cause);
    }
}
