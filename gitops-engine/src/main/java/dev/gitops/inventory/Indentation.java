package dev.gitops.inventory;

import java.util.Optional;

/** What a reader of YAML means where lines do not stand below each other as they should. */
final class Indentation {

    private Indentation() {}

    /**
     * How a line stands to the one before it that says something.
     *
     * @param text the whole text
     * @param line the number of the line where reading stopped, from 1
     * @return as in {@code line 6 is one space deeper than line 5}; empty where both stand alike
     */
    static Optional<String> at(String text, int line) {
        String[] lines = text.split("\n", -1);
        if (line < 2 || line > lines.length) {
            return Optional.empty();
        }
        int here = column(lines[line - 1]);
        for (int before = line - 1; before >= 1; before--) {
            if (saysSomething(lines[before - 1])) {
                return told(line, here, before, column(lines[before - 1]));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> told(int line, int here, int before, int there) {
        if (here == there) {
            return Optional.empty();
        }
        int spaces = Math.abs(here - there);
        String many = spaces == 1 ? "one space" : spaces + " spaces";
        return Optional.of(
                "line " + line + " is " + many + (here > there ? " deeper" : " less deep") + " than line " + before);
    }

    private static boolean saysSomething(String line) {
        String said = line.strip();
        return !said.isEmpty() && !said.startsWith("#");
    }

    /** Where a line's key begins: what follows a dash belongs to the item's own keys. */
    private static int column(String line) {
        int column = 0;
        while (column < line.length() && line.charAt(column) == ' ') {
            column++;
        }
        boolean item = line.startsWith("- ", column);
        return item ? column + 2 + column(line.substring(column + 2)) : column;
    }
}
