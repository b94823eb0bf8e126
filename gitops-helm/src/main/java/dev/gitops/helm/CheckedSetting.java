package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.util.List;

/** Shows that a chart can still be rendered with changed values, so that none is written which its schema or a template refuses. */
final class CheckedSetting {

    private CheckedSetting() {}

    static List<FileEdit> of(SourceTree tree, Target target, List<FileEdit> edits, CheckedRelease.Renderer renderer) {
        try {
            renderer.objects(new EditedFiles(tree, edits));
        } catch (HelmLibrary.UnavailableException noHelmHere) {
            return edits;
        } catch (InvalidInputException refused) {
            if (!isOld(refused, tree, renderer)) {
                throw new InvalidInputException(
                        "the change of " + target + " (nothing was written)", refused.problems(), refused);
            }
        }
        return edits;
    }

    /** Whether the chart is refused for the same reason without the change, which then is not to blame. */
    private static boolean isOld(InvalidInputException refused, SourceTree tree, CheckedRelease.Renderer renderer) {
        try {
            renderer.objects(tree);
            return false;
        } catch (InvalidInputException before) {
            return before.problems().equals(refused.problems());
        }
    }
}
