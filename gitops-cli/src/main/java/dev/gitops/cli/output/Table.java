package dev.gitops.cli.output;

import dev.gitops.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows in columns, for people. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table.
     *
     * @param headings the columns' headings
     */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @param cells a cell a column; characters that nobody sees are shown as numbers
     */
    public void row(String... cells) {
        rows.add(Stream.of(cells).map(Shown::line).toList());
    }

    /** {@return the rows, a line each, each ended} */
    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row.get(column))
                        .append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
