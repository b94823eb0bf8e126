package dev.gitops.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines of a width: between words, and within a word that is wider than a line where a reference or path has a joint. */
final class Wrapping {

    private static final String JOINTS = "/@:,;=-._";

    /** Joints between the parts of a reference; a version or a host's name goes on over the others. */
    private static final String SEAMS = "/@:,;=";

    private Wrapping() {}

    /** The lines of a text; one at least, none with blanks at its end. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String rest = word;
            int used = DisplayWidth.of(line.toString());
            if (used > 0 && used + 1 + DisplayWidth.of(rest) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            while (DisplayWidth.of(rest) > width) {
                int cut = cut(rest, width);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        if (line.length() > 0 || lines.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Where a word that is too wide is cut: in the second half of the line after its last seam, else after its last joint; else at the line's end. */
    private static int cut(String word, int width) {
        int taken = 0;
        int joint = 0;
        int seam = 0;
        int i = 0;
        while (i < word.length()) {
            int c = word.codePointAt(i);
            if (taken + DisplayWidth.of(c) > width) {
                break;
            }
            taken += DisplayWidth.of(c);
            i += Character.charCount(c);
            if (JOINTS.indexOf(c) >= 0 && taken * 2 >= width) {
                joint = i;
                seam = SEAMS.indexOf(c) >= 0 ? i : seam;
            }
        }
        if (seam > 0) {
            return seam;
        }
        return joint > 0 ? joint : Math.max(i, Character.charCount(word.codePointAt(0)));
    }
}
