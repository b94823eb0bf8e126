package dev.gitops.forge;

import java.util.stream.Collectors;

/** Unified diffs in a form that stays the same when the change is put onto another commit: without places, context and ids of blobs. */
public final class Diffs {

    private Diffs() {}

    /**
     * The lines that say what is changed.
     *
     * @param diff a unified diff, of one file or of several
     * @return names of files, modes, and lines taken away and added; of binary files their ids
     */
    public static String bare(String diff) {
        boolean binary = diff.contains("\nBinary files ") || diff.contains("\nGIT binary patch");
        return diff.lines()
                .filter(line -> line.startsWith("+")
                        || line.startsWith("-")
                        || line.startsWith("diff ")
                        || line.startsWith("rename ")
                        || line.startsWith("new ")
                        || line.startsWith("old ")
                        || line.startsWith("deleted ")
                        || line.startsWith("\\")
                        || binary && line.startsWith("index "))
                .collect(Collectors.joining("\n"));
    }
}
