package dev.gitops.http;

/** Makes a host's words fit for a message: one line, nothing a terminal would obey, not too long. */
final class Words {

    private Words() {}

    static String of(String text, int longest) {
        StringBuilder words = new StringBuilder();
        text.strip().codePoints().map(Words::visible).limit(longest).forEach(words::appendCodePoint);
        return text.strip().codePointCount(0, text.strip().length()) > longest ? words + "..." : words.toString();
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> ' ';
            default -> c;
        };
    }
}
