package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.git.UnifiedDiff;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts into words and diffs what a change is about. */
public final class Summaries {

    private static final byte[] NOTHING = {};

    private Summaries() {}

    /** The summary of a change before it is known which files it touches. */
    static ChangeSummary of(
            ChangeContext context, Change change, @Nullable EnvironmentName from, List<ImageChange> images) {
        return new ChangeSummary(
                context.app().name(), change.environment(), change.operation(), from, images, "", List.of());
    }

    /** The same with another diff and other notices. */
    public static ChangeSummary withDiff(ChangeSummary summary, String diff, List<String> notices) {
        return new ChangeSummary(
                summary.app(),
                summary.environment(),
                summary.operation(),
                summary.from(),
                summary.images(),
                diff,
                notices);
    }

    /** Each image of the application that is on either side. */
    static List<ImageChange> images(Target target, List<ReleasedImage> before, List<ReleasedImage> after) {
        List<ImageChange> changes = new ArrayList<>();
        for (Target.Image image : target.images()) {
            ImageRef had = Release.of(before).image(image.name());
            ImageRef old = had == null || had.isPlaceholder() ? null : had;
            ImageRef now = Release.of(after).image(image.name());
            if (old != null || now != null) {
                changes.add(new ImageChange(image.name(), old, now == null ? old : now));
            }
        }
        return changes;
    }

    /** The unified diff of what edits make of a tree, file by file in the order of their paths. */
    public static String diff(SourceTree tree, List<FileEdit> edits) {
        StringBuilder diff = new StringBuilder();
        edits.stream().sorted(Comparator.comparing(FileEdit::path)).forEach(edit -> {
            byte[] before = tree.read(edit.path()).orElse(NOTHING);
            diff.append(UnifiedDiff.of(edit.path(), before, edit.newContent().orElse(NOTHING)));
        });
        return diff.toString();
    }

    /** What a person calls a release: the tags, or the digests' beginnings. */
    static String label(List<ReleasedImage> images) {
        return images.stream()
                .map(ReleasedImage::image)
                .map(image -> image.tag()
                        .orElseGet(() -> image.digest().map(Summaries::brief).orElse("untagged")))
                .distinct()
                .reduce((left, right) -> left + ", " + right)
                .orElse("nothing");
    }

    private static String brief(String digest) {
        int colon = digest.indexOf(':');
        return digest.substring(0, Math.min(digest.length(), colon + 13));
    }
}
