package dev.gitops.http;

import dev.gitops.text.Hidden;

/** Makes a host's words fit for a message: one line, nothing a terminal would obey, not too long. */
final class Words {

    private Words() {}

    static String of(String text, int longest) {
        StringBuilder words = new StringBuilder();
        text.strip()
                .codePoints()
                .map(c -> Hidden.is(c) ? ' ' : c)
                .limit(longest)
                .forEach(words::appendCodePoint);
        return text.strip().codePointCount(0, text.strip().length()) > longest ? words + "..." : words.toString();
    }
}
