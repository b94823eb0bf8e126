package dev.gitops.review.rendered;

import dev.gitops.git.UnifiedDiff;
import dev.gitops.manifests.SecretMask;
import dev.gitops.spi.ManifestObject;
import dev.gitops.text.Shown;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The unified diff of one object's manifest, fit to be shown. */
final class Manifest {

    /** A schema of a CustomResourceDefinition alone can be longer than everything else; the repository has it. */
    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_DIFF = 20_000;

    private Manifest() {}

    static String diff(ObjectPair pair) {
        String path = Cut.line(pair.inWords(), LONGEST_NAME).replace(' ', '/');
        String diff = Shown.lines(UnifiedDiff.of(path, bytes(pair.before()), bytes(pair.after())));
        if (diff.length() <= LONGEST_DIFF) {
            return diff;
        }
        String begin = diff.substring(0, diff.lastIndexOf('\n', LONGEST_DIFF) + 1);
        long left = diff.substring(begin.length()).lines().count();
        return begin + "... " + left + " more lines\n";
    }

    private static byte[] bytes(@Nullable ManifestObject object) {
        return object == null
                ? new byte[0]
                : YamlWriter.write(Values.node(SecretMask.thisRun().shown(object)))
                        .getBytes(StandardCharsets.UTF_8);
    }
}
