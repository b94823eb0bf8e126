package dev.gitops.cli.output;

import java.util.List;

/** Rows on a terminal that is too narrow for columns: each begins with its first value, and has a line for each other value that it has. */
final class Paragraphs {

    private static final String INDENT = "  ";

    /** Values get a line of their own where less than this is left of one beside their headings. */
    private static final int ROOM = 12;

    private Paragraphs() {}

    static String of(List<String> headings, List<List<Cell>> rows, Terminal terminal) {
        int label = INDENT.length()
                + headings.stream().skip(1).mapToInt(DisplayWidth::of).max().orElse(0)
                + INDENT.length();
        boolean beside = terminal.width() - label >= ROOM;
        StringBuilder text = new StringBuilder();
        for (List<Cell> row : rows) {
            for (String line : Wrapping.lines(row.get(0).text(), terminal.width())) {
                text.append(styled(line, row.get(0), terminal)).append('\n');
            }
            for (int column = 1; column < headings.size(); column++) {
                if (!row.get(column).text().isEmpty()) {
                    value(headings.get(column), row.get(column), beside ? label : 0, terminal, text);
                }
            }
        }
        return text.toString();
    }

    private static void value(String heading, Cell cell, int label, Terminal terminal, StringBuilder text) {
        String named = INDENT + styled(heading, Cell.of(heading).in(Cell.Style.HEADING), terminal);
        int indent = label == 0 ? 2 * INDENT.length() : label;
        text.append(named).append(label == 0 ? "\n" : " ".repeat(label - INDENT.length() - DisplayWidth.of(heading)));
        List<String> lines = Wrapping.lines(cell.text(), terminal.width() - indent);
        for (int i = 0; i < lines.size(); i++) {
            text.append(" ".repeat(i == 0 && label > 0 ? 0 : indent))
                    .append(styled(lines.get(i), cell, terminal))
                    .append('\n');
        }
    }

    private static String styled(String line, Cell cell, Terminal terminal) {
        return terminal.colour() ? cell.style().on(line) : line;
    }
}
