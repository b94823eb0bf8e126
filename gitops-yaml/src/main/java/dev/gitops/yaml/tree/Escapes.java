package dev.gitops.yaml.tree;

/** What a backslash means within double quotes. */
final class Escapes {

    private Escapes() {}

    /** Reads the escape whose backslash has been passed. */
    static void read(Source in, StringBuilder out, int startLine) {
        char c = in.at(in.pos++);
        switch (c) {
            case '0' -> out.append('\0');
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 't', '\t' -> out.append('\t');
            case 'n' -> out.append('\n');
            case 'v' -> out.append('\u000b');
            case 'f' -> out.append('\f');
            case 'r' -> out.append('\r');
            case 'e' -> out.append('\u001b');
            case ' ', '"', '\'', '\\' -> out.append(c);
            case 'N' -> out.append('\u0085');
            case '_' -> out.append('\u00a0');
            case 'L' -> out.append('\u2028');
            case 'P' -> out.append('\u2029');
            case 'x' -> codePoint(in, out, 2, startLine);
            case 'u' -> codePoint(in, out, 4, startLine);
            case 'U' -> codePoint(in, out, 8, startLine);
            default -> throw in.error(startLine, "found unknown escape character");
        }
    }

    private static void codePoint(Source in, StringBuilder out, int digits, int startLine) {
        long code = 0;
        for (int i = 0; i < digits; i++) {
            char c = in.at(in.pos++);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw in.error(startLine, "did not find expected hexdecimal number");
            }
            code = code * 16 + digit;
        }
        if (code > 0x10FFFF || code >= 0xD800 && code <= 0xDFFF) {
            throw in.error(startLine, "found invalid Unicode character escape code");
        }
        out.appendCodePoint((int) code);
    }
}
