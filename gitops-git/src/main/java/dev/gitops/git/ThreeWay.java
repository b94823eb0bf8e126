package dev.gitops.git;

import dev.gitops.spi.SourceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** What a merge makes of a file when nobody takes part in it. */
public final class ThreeWay {

    private static final byte[] NOTHING = {};

    private ThreeWay() {}

    /**
     * Whether a file is what the merge of two sides gives.
     *
     * @param path the file
     * @param base where the sides part
     * @param ours one side
     * @param theirs the other
     * @param merged where the file stands merged
     * @return true if it is; false also where both sides changed the same lines, since only a person can merge those
     */
    public static boolean gives(String path, SourceTree base, SourceTree ours, SourceTree theirs, SourceTree merged) {
        Optional<String> before = base.id(path);
        Optional<String> one = ours.id(path);
        Optional<String> other = theirs.id(path);
        Optional<String> after = merged.id(path);
        if (one.equals(other) || before.equals(other)) {
            return after.equals(one);
        }
        if (before.equals(one)) {
            return after.equals(other);
        }
        return one.isPresent()
                && other.isPresent()
                && after.isPresent()
                && mergedText(read(base, path), read(ours, path), read(theirs, path))
                        .filter(text -> Arrays.equals(text, read(merged, path)))
                        .isPresent();
    }

    private static Optional<byte[]> mergedText(byte[] base, byte[] ours, byte[] theirs) {
        MergeResult<RawText> result = new MergeAlgorithm()
                .merge(RawTextComparator.DEFAULT, new RawText(base), new RawText(ours), new RawText(theirs));
        if (result.containsConflicts()) {
            return Optional.empty();
        }
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            new MergeFormatter().formatMerge(text, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
            return Optional.of(text.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] read(SourceTree tree, String path) {
        return tree.read(path).orElse(NOTHING);
    }
}
