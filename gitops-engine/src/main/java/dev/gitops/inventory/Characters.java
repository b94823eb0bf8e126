package dev.gitops.inventory;

import dev.gitops.text.Hidden;

/** Which characters a text of the inventory may hold. */
final class Characters {

    private Characters() {}

    static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** {@return whether every character is an ASCII letter, a digit or one of the others, and there is at least one} */
    static boolean only(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** {@return the first characters of a text, hidden ones as their numbers} */
    static String readable(String text, int longest) {
        StringBuilder readable = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); count++) {
            if (count == longest) {
                return readable.append("...").toString();
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Hidden.is(c)) {
                readable.append(Hidden.number(c));
            } else {
                readable.appendCodePoint(c);
            }
        }
        return readable.toString();
    }
}
