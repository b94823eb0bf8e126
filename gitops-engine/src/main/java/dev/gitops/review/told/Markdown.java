package dev.gitops.review.told;

import dev.gitops.review.rendered.Cut;
import dev.gitops.text.Shown;
import java.util.regex.Pattern;

/** Texts of others within markdown: nothing in them is a heading, a link, a mention, a picture or HTML on any host. */
final class Markdown {

    /** What no host gives a meaning within a line. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} .,;:()'+=→-]*");

    private static final Pattern ADDRESS =
            Pattern.compile("www\\.|[0-9a-f]{7}|(?i)gh-[0-9]|\\b[A-Z]+-[0-9]", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    private static final int LONGEST_NAME = 200;

    private Markdown() {}

    /** A name of an application, environment or cluster: as it is where it is of letters, digits and hyphens, else as code. */
    static String name(String text) {
        String name = Cut.line(text, LONGEST_NAME);
        return NAME.matcher(name).matches() ? name : code(name);
    }

    /** A text within a line: as it is where it can mean nothing else, else as code, which hosts take letter by letter. */
    static String said(String text) {
        String line = Shown.line(text).strip();
        return PLAIN.matcher(line).matches() && !ADDRESS.matcher(line).find() ? line : code(line);
    }

    /** A text as code. */
    static String code(String text) {
        String line = Shown.line(text).strip();
        if (line.isEmpty()) {
            return "(nothing)";
        }
        String fence = "`".repeat(longestRun(line) + 1);
        boolean apart = line.startsWith("`") || line.endsWith("`");
        return fence + (apart ? " " : "") + line + (apart ? " " : "") + fence;
    }

    /** Lines as a block of code. */
    static String block(String language, String lines) {
        String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return fence + language + "\n" + Shown.lines(lines) + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
