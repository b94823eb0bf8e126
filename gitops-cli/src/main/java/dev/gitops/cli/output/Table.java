package dev.gitops.cli.output;

import dev.gitops.text.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows in columns: for people as wide as their terminal, for programs as comma-separated values. */
public final class Table {

    private static final String GAP = "  ";

    /** Narrower than this no column is readable. */
    private static final int NARROWEST = 8;

    /** A last column that is wider than this has sentences; where there is less room for them, they stand below their rows. */
    private static final int SENTENCE = 24;

    private static final String INDENT = "    ";

    private static final String FORMULA = "=+-@\t\r";

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * A table.
     *
     * @param headings the columns' headings
     */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /**
     * Adds a row.
     *
     * @param cells a cell a column; characters that nobody sees are shown as numbers
     */
    public void row(String... cells) {
        row(Stream.of(cells).map(Cell::of).toArray(Cell[]::new));
    }

    /**
     * Adds a row.
     *
     * @param cells a cell a column; characters that nobody sees are shown as numbers
     */
    public void row(Cell... cells) {
        rows.add(Stream.of(cells)
                .map(cell -> new Cell(Shown.line(cell.text()), Shown.line(cell.whole()), cell.style()))
                .toList());
    }

    /** {@return the rows, a line each, each ended, as wide as they are} */
    @Override
    public String toString() {
        return text(Terminal.NONE);
    }

    /**
     * The rows for people. What does not fit into the width goes on below, within its column; where that leaves the last column hardly any room, what it says stands below its row; where the columns
     * themselves do not fit, each row is a paragraph.
     *
     * @param terminal what they see it on
     * @return the lines, each ended
     */
    public String text(Terminal terminal) {
        int last = headings.size() - 1;
        int[] all = widths(terminal.width(), headings.size());
        boolean below = last > 0 && all[last] < SENTENCE && natural(last) > SENTENCE;
        int[] widths = below ? widths(terminal.width(), last) : all;
        if (terminal.width() > 0 && total(widths) > terminal.width()) {
            return Paragraphs.of(headings, rows, terminal);
        }
        StringBuilder text = new StringBuilder();
        List<Cell> head = headings.stream()
                .map(heading -> Cell.of(heading).in(Cell.Style.HEADING))
                .toList();
        lines(head, widths, terminal, text);
        for (List<Cell> row : rows) {
            lines(row, widths, terminal, text);
            if (below && !row.get(last).text().isEmpty()) {
                below(row.get(last), terminal, text);
            }
        }
        return text.toString();
    }

    private int natural(int column) {
        return rows.stream()
                .mapToInt(row -> DisplayWidth.of(row.get(column).text()))
                .reduce(DisplayWidth.of(headings.get(column)), Math::max);
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private static void below(Cell cell, Terminal terminal, StringBuilder text) {
        int room = Math.max(NARROWEST, terminal.width() - INDENT.length());
        for (String line : Wrapping.lines(cell.text(), room)) {
            text.append(INDENT)
                    .append(terminal.colour() ? cell.style().on(line) : line)
                    .append('\n');
        }
    }

    /** How wide columns are: as wide as what they hold, but for the widest where that is too much; none is narrower than its heading. */
    private int[] widths(int limit, int columns) {
        int[] widths = IntStream.range(0, columns).map(this::natural).toArray();
        int[] least = IntStream.range(0, columns)
                .map(column -> Math.max(NARROWEST, DisplayWidth.of(headings.get(column))))
                .toArray();
        for (int over = limit == 0 ? 0 : total(widths) - limit; over > 0; over--) {
            int widest = widest(widths, least);
            if (widths[widest] <= least[widest]) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** The widest column of those that may be narrower. */
    private static int widest(int[] widths, int[] least) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            boolean may = widths[column] > least[column];
            boolean better = widths[column] > widths[widest] || widths[widest] <= least[widest];
            widest = may && better ? column : widest;
        }
        return widest;
    }

    private static void lines(List<Cell> row, int[] widths, Terminal terminal, StringBuilder text) {
        List<List<String>> columns = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < widths.length; column++) {
            String shown = row.get(column).text();
            boolean fits = DisplayWidth.of(shown) <= widths[column];
            columns.add(fits ? List.of(shown) : Wrapping.lines(shown, widths[column]));
            height = Math.max(height, columns.get(column).size());
        }
        for (int line = 0; line < height; line++) {
            StringBuilder joined = new StringBuilder();
            int blanks = 0;
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = columns.get(column);
                String shown = line < cell.size() ? cell.get(line) : "";
                if (!shown.isEmpty()) {
                    joined.append(" ".repeat(blanks))
                            .append(terminal.colour() ? row.get(column).style().on(shown) : shown);
                    blanks = 0;
                }
                blanks += widths[column] - DisplayWidth.of(shown) + GAP.length();
            }
            text.append(joined).append('\n');
        }
    }

    /** {@return the rows as comma-separated values with a head line; what a spreadsheet would take for a formula gets an apostrophe before it} */
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(headings.stream()
                        .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '_'))
                        .collect(Collectors.joining(",")))
                .append("\r\n");
        rows.forEach(row -> text.append(row.stream().map(Table::value).collect(Collectors.joining(",")))
                .append("\r\n"));
        return text.toString();
    }

    private static String value(Cell cell) {
        String whole = cell.whole();
        String safe = !whole.isEmpty() && FORMULA.indexOf(whole.charAt(0)) >= 0 ? "'" + whole : whole;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
