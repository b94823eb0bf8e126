package dev.gitops.yaml.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of anchors, tags, and the directives before a document. */
final class TagScanner {

    private static final String URI = ";/?:@&=+$,.!~*'()[]%";

    private final Source in;

    TagScanner(Source in) {
        this.in = in;
    }

    Token anchor(Token.Kind kind) {
        int startLine = in.line;
        in.pos++;
        int from = in.pos;
        passWord();
        if (in.pos == from || !in.isGap(in.pos) && "?:,]}%@`".indexOf(in.at(in.pos)) < 0) {
            throw in.error(startLine, "did not find expected alphabetic or numeric character");
        }
        return Token.named(kind, startLine, in.text.substring(from, in.pos), "");
    }

    Token tag() {
        int startLine = in.line;
        String handle = "";
        String suffix;
        if (in.at(in.pos + 1) == '<') {
            in.pos += 2;
            suffix = uri("", startLine);
            if (in.at(in.pos) != '>') {
                throw in.error(startLine, "did not find the expected '>'");
            }
            in.pos++;
        } else {
            handle = handle(false, startLine);
            if (handle.length() > 1 && handle.endsWith("!")) {
                suffix = uri("", startLine);
            } else {
                suffix = uri(handle, startLine);
                handle = suffix.isEmpty() ? "" : "!";
                suffix = suffix.isEmpty() ? "!" : suffix;
            }
        }
        if (!in.isGap(in.pos)) {
            throw in.error(startLine, "did not find expected whitespace or line break");
        }
        return Token.named(Token.Kind.TAG, startLine, handle, suffix);
    }

    private void passWord() {
        while (Source.isWord(in.at(in.pos))) {
            in.pos++;
        }
    }

    private String handle(boolean directive, int startLine) {
        int from = in.pos;
        if (in.at(in.pos) != '!') {
            throw in.error(startLine, "did not find expected '!'");
        }
        in.pos++;
        passWord();
        if (in.at(in.pos) == '!') {
            in.pos++;
        } else if (directive && in.pos > from + 1) {
            throw in.error(startLine, "did not find expected '!'");
        }
        return in.text.substring(from, in.pos);
    }

    private String uri(String head, int startLine) {
        StringBuilder uri = new StringBuilder(head.isEmpty() ? "" : head.substring(1));
        boolean any = !head.isEmpty();
        for (char c = in.at(in.pos); Source.isWord(c) || c != '\0' && URI.indexOf(c) >= 0; c = in.at(in.pos)) {
            any = true;
            if (c == '%') {
                uri.append(octets(startLine));
            } else {
                uri.append(c);
                in.pos++;
            }
        }
        if (!any) {
            throw in.error(startLine, "did not find expected tag URI");
        }
        return uri.toString();
    }

    private String octets(int startLine) {
        ByteBuffer bytes = ByteBuffer.allocate(4);
        int wanted = 1;
        while (bytes.position() < wanted) {
            int high = in.at(in.pos) == '%' ? Character.digit(in.at(in.pos + 1), 16) : -1;
            int low = Character.digit(in.at(in.pos + 2), 16);
            if (high < 0 || low < 0) {
                throw in.error(startLine, "did not find URI escaped octet");
            }
            int octet = high * 16 + low;
            if (bytes.position() == 0) {
                wanted = octet < 0x80 ? 1 : octet < 0xE0 ? 2 : octet < 0xF0 ? 3 : 4;
            }
            bytes.put((byte) octet);
            in.pos += 3;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException broken) {
            throw in.error(startLine, "found an incorrect leading UTF-8 octet");
        }
    }

    /** A line that begins with a percent sign. */
    Token directive() {
        int startLine = in.line;
        in.pos++;
        int from = in.pos;
        passWord();
        String name = in.text.substring(from, in.pos);
        if (name.isEmpty() || !in.isGap(in.pos)) {
            throw in.error(
                    startLine,
                    name.isEmpty()
                            ? "could not find expected directive name"
                            : "found unexpected non-alphabetical character");
        }
        in.passBlanks();
        Token token;
        if (name.equals("YAML")) {
            String version = number(startLine);
            if (in.at(in.pos++) != '.') {
                throw in.error(startLine, "did not find expected digit or '.' character");
            }
            token = Token.named(Token.Kind.VERSION_DIRECTIVE, startLine, version + "." + number(startLine), "");
        } else if (name.equals("TAG")) {
            String handle = handle(true, startLine);
            requireBlank(startLine);
            in.passBlanks();
            token = Token.named(Token.Kind.TAG_DIRECTIVE, startLine, handle, uri("", startLine));
            requireGap(startLine);
        } else {
            throw in.error(startLine, "found unknown directive name");
        }
        in.passBlanks();
        if (in.at(in.pos) == '#') {
            in.passToBreak();
        }
        if (!in.isBreakOrEnd()) {
            throw in.error(startLine, "did not find expected comment or line break");
        }
        if (in.pos < in.end) {
            in.newline();
        }
        return token;
    }

    private String number(int startLine) {
        int from = in.pos;
        while (in.at(in.pos) >= '0' && in.at(in.pos) <= '9' && in.pos - from < 9) {
            in.pos++;
        }
        if (in.pos == from) {
            throw in.error(startLine, "did not find expected version number");
        }
        return in.text.substring(from, in.pos);
    }

    private void requireBlank(int startLine) {
        if (!Source.isBlank(in.at(in.pos))) {
            throw in.error(startLine, "did not find expected whitespace");
        }
    }

    private void requireGap(int startLine) {
        if (!in.isGap(in.pos)) {
            throw in.error(startLine, "did not find expected whitespace or line break");
        }
    }
}
