package dev.gitops.cli.output;

/**
 * A cell of a table.
 *
 * @param text what people see
 * @param whole what programs get: whole references and ids, times in UTC
 * @param style how it looks on a terminal with colours
 */
public record Cell(String text, String whole, Style style) {

    /** How a cell looks. */
    public enum Style {
        /** As everything else. */
        PLAIN(""),
        /** As it should be. */
        GOOD("32"),
        /** Broken. */
        BAD("31"),
        /** To be looked at. */
        DOUBTFUL("33"),
        /** Less than the rest. */
        FAINT("2"),
        /** A heading. */
        HEADING("1");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        String on(String shown) {
            return code.isEmpty() || shown.isEmpty() ? shown : "\u001b[" + code + "m" + shown + "\u001b[0m";
        }
    }

    /**
     * A cell that says the same to everybody.
     *
     * @param text the text
     * @return the cell
     */
    public static Cell of(String text) {
        return new Cell(text, text, Style.PLAIN);
    }

    /**
     * A cell that is short for people.
     *
     * @param text what people see
     * @param whole what programs get
     * @return the cell
     */
    public static Cell of(String text, String whole) {
        return new Cell(text, whole, Style.PLAIN);
    }

    /**
     * The same cell in another style.
     *
     * @param other the style
     * @return the cell
     */
    public Cell in(Style other) {
        return new Cell(text, whole, other);
    }
}
