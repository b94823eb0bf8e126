package dev.gitops.text;

/**
 * Characters that a reader cannot see, or that a terminal obeys: control and format characters (bidirectional marks among them), line and paragraph separators, halves of surrogate pairs, fillers
 * and selectors without a shape, characters for private use, and numbers that are no characters. Newer pictures that this Java does not know yet are seen all the same.
 */
public final class Hidden {

    private static final int FIRST_PICTURE = 0x1F000;
    private static final int LAST_PICTURE = 0x1FAFF;

    private Hidden() {}

    /**
     * Whether a character is one of them.
     *
     * @param c a code point
     * @return true if so
     */
    public static boolean is(int c) {
        if (c < 0x7f) {
            return c < ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE -> true;
            case Character.UNASSIGNED -> c < FIRST_PICTURE || c > LAST_PICTURE;
            default -> isShapeless(c);
        };
    }

    /** Letters and marks that are drawn as nothing, and could carry a text of their own. */
    private static boolean isShapeless(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c >= 0x180B && c <= 0x180F
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0xE0000 && c <= 0xE0FFF;
    }

    /**
     * Whether a text has any of them.
     *
     * @param text the text
     * @return true if so
     */
    public static boolean in(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (is(c)) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    /**
     * A character's number.
     *
     * @param c a code point
     * @return as in {@code U+202E}
     */
    public static String number(int c) {
        return String.format("U+%04X", c);
    }
}
