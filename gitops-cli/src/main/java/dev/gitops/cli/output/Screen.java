package dev.gitops.cli.output;

import dev.gitops.text.Shown;
import java.io.PrintWriter;

/** Results on one stream, what is told beside them on the other; on a terminal what goes on stands in one line that comes and goes. */
public final class Screen {

    /** What a terminal of unknown width does not break into two lines. */
    private static final int USUAL = 79;

    private final PrintWriter results;
    private final PrintWriter beside;
    private final int width;
    private int shown;

    /**
     * A screen.
     *
     * @param results gets results
     * @param beside gets all else
     * @param width how many columns a line has; 0 where nobody knows
     */
    public Screen(PrintWriter results, PrintWriter beside, int width) {
        this.results = results;
        this.beside = beside;
        this.width = width == 0 ? USUAL : width - 1;
    }

    /**
     * Prints a result as it is.
     *
     * @param text lines; a line end is added where there is none; an empty text prints nothing
     */
    public synchronized void print(String text) {
        clear();
        if (!text.isEmpty()) {
            results.print(text.endsWith("\n") ? text : text + "\n");
            results.flush();
        }
    }

    /**
     * Tells people something that is no result.
     *
     * @param text lines
     */
    public synchronized void tell(String text) {
        clear();
        beside.println(Shown.lines(Shown.withoutLogins(text)));
        beside.flush();
    }

    /**
     * Shows what goes on, until something else is shown or printed.
     *
     * @param text a line; what does not fit is left out
     */
    public synchronized void show(String text) {
        String line =
                Wrapping.lines(Shown.line(Shown.withoutLogins(text)), width).get(0);
        int columns = DisplayWidth.of(line);
        beside.print("\r" + line + " ".repeat(Math.max(0, shown - columns)));
        beside.flush();
        shown = columns;
    }

    /** Takes away what was shown. */
    public synchronized void clear() {
        if (shown > 0) {
            beside.print("\r" + " ".repeat(shown) + "\r");
            beside.flush();
            shown = 0;
        }
    }
}
