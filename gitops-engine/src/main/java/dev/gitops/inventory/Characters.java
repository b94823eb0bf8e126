package dev.gitops.inventory;

/** Which characters a text of the inventory may hold. */
final class Characters {

    private Characters() {}

    static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Control, format (bidirectional marks among them) and separator characters, and halves of surrogate pairs: a reader cannot see them. */
    static boolean isHidden(int c) {
        if (c < 0x7f) {
            return c < ' ';
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
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
            if (isHidden(c)) {
                readable.append(number(c));
            } else {
                readable.appendCodePoint(c);
            }
        }
        return readable.toString();
    }

    /** {@return as in {@code U+202E}} */
    static String number(int c) {
        String hex = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }
}
