package dev.gitops.engine;

import dev.gitops.api.GitOpsException;
import dev.gitops.git.Snapshot;
import dev.gitops.git.UnifiedDiff;
import dev.gitops.manifests.SecretMask;
import dev.gitops.spi.RenderedManifests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The change of the rendered manifests since the last verified deployment. It is a function of two commits, so that what was approved is what is delivered, whatever the cluster does in between.
 *
 * @param text the unified diff; values of Secrets are digests
 * @param digest its digest, {@code sha256:...}
 */
record RenderedDiff(String text, String digest) {

    static RenderedDiff between(Place place, Optional<String> before, Snapshot now, RenderedManifests after) {
        String old = before.map(commit -> rendered(place, commit, now, after)).orElse("");
        String diff = UnifiedDiff.of(place.app().name() + "/manifests.yaml", masked(old), masked(after.yaml()));
        return new RenderedDiff(diff, new RenderedManifests(diff, List.of()).digest());
    }

    /**
     * What was rendered then; where the files are the same it need not be rendered again. What was deployed may not be renderable any more (a vendored chart is gone); then all of it shows as
     * new.
     */
    private static String rendered(Place place, String commit, Snapshot now, RenderedManifests after) {
        try {
            Snapshot then = place.workspace().repository().at(commit);
            return commit.equals(now.commit()) || place.stateKey(then).equals(place.stateKey(now))
                    ? after.yaml()
                    : place.manifests().render(then, place.target()).yaml();
        } catch (GitOpsException gone) {
            return "";
        }
    }

    private static byte[] masked(String yaml) {
        return SecretMask.mask(yaml).getBytes(StandardCharsets.UTF_8);
    }
}
