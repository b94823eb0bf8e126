package dev.gitops.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The difference of two texts in the unified format, as Git prints it. */
public final class UnifiedDiff {

    private UnifiedDiff() {}

    /**
     * The difference of one file.
     *
     * @param path the file's path, for the header
     * @param before the old content; empty where the file is new
     * @param after the new content; empty where the file goes
     * @return the header and the hunks, ending with a line end; empty where nothing differs
     */
    public static String of(String path, byte[] before, byte[] after) {
        RawText left = new RawText(before);
        RawText right = new RawText(after);
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right);
        if (edits.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(edits, left, right);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a diff is written to memory", impossible);
        }
        String from = before.length == 0 ? "/dev/null" : "a/" + path;
        String to = after.length == 0 ? "/dev/null" : "b/" + path;
        return "--- " + from + "\n+++ " + to + "\n" + hunks.toString(StandardCharsets.UTF_8);
    }
}
