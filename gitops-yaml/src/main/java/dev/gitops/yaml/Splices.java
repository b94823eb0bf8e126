package dev.gitops.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of spans of one text, made in one go. */
final class Splices {

    private final List<Splice> all = new ArrayList<>();

    /** Replace what stands between two offsets. At one offset, insertions come before replacements, and in the order in which they were added. */
    record Splice(int from, int to, String by) {}

    void insert(int at, String text) {
        replace(at, at, text);
    }

    void delete(int from, int to) {
        replace(from, to, "");
    }

    void replace(int from, int to, String by) {
        if (from < to || !by.isEmpty()) {
            all.add(new Splice(from, to, by));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The text with everything replaced. Whatever is in no span is copied as it is. */
    String applyTo(String text) {
        all.sort(Comparator.comparingInt(Splice::from).thenComparing(splice -> splice.to() > splice.from()));
        StringBuilder result = new StringBuilder(text.length() + 256);
        int at = 0;
        for (Splice splice : all) {
            if (splice.from() < at) {
                throw new IllegalStateException("two edits overlap at offset " + splice.from());
            }
            result.append(text, at, splice.from()).append(splice.by());
            at = splice.to();
        }
        return result.append(text, at, text.length()).toString();
    }
}
