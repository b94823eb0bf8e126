package dev.gitops.engine.deployment;

import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.UnifiedDiff;
import dev.gitops.manifests.SecretMask;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RenderedManifests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The change of the rendered manifests since the last verified deployment. It is a function of two commits, so that what was approved is what is delivered, whatever the cluster does in between.
 *
 * @param text the unified diff; values of Secrets are digests with the salt of the audit store
 * @param digest its digest, {@code sha256:...}
 * @param before what was rendered then
 */
public record RenderedDiff(String text, String digest, RenderedManifests before) {

    static final RenderedManifests NOTHING = new RenderedManifests("", List.of(), List.of());

    static RenderedDiff between(Place place, Optional<String> before, Snapshot now, RenderedManifests after) {
        RenderedManifests old =
                before.map(commit -> rendered(place, commit, now, after)).orElse(NOTHING);
        String diff = diff(place, old, after);
        return new RenderedDiff(diff, RenderedManifests.digest(diff), old);
    }

    /** What goes when all of it is taken away; claims that go with their data are named, so that who approves has seen them. */
    static RenderedDiff ofRemoval(Place place, RenderedManifests before, List<String> claims) {
        StringBuilder diff = new StringBuilder(diff(place, before, NOTHING));
        claims.stream()
                .sorted()
                .forEach(claim -> diff.append("-# with its data: PersistentVolumeClaim ")
                        .append(claim)
                        .append('\n'));
        return new RenderedDiff(diff.toString(), RenderedManifests.digest(diff.toString()), before);
    }

    /** Between two commits of the past; empty where one of them cannot be rendered any more. */
    public static Optional<String> inHistory(Place place, String from, String to) {
        RenderedManifests before = rendered(place, from);
        RenderedManifests after = rendered(place, to);
        return before.yaml().isEmpty() || after.yaml().isEmpty()
                ? Optional.empty()
                : Optional.of(diff(place, before, after));
    }

    private static String diff(Place place, RenderedManifests before, RenderedManifests after) {
        SecretMask mask = place.workspace().secretMask();
        return UnifiedDiff.of(place.app().name() + "/manifests.yaml", masked(mask, before), masked(mask, after));
    }

    /** What was rendered then; where the files are the same it need not be rendered again. */
    private static RenderedManifests rendered(Place place, String commit, Snapshot now, RenderedManifests after) {
        return commit.equals(now.commit()) || isSame(place, commit, now) ? after : rendered(place, commit);
    }

    private static boolean isSame(Place place, String commit, Snapshot now) {
        try {
            return place.stateKey(place.workspace().repository().at(commit)).equals(place.stateKey(now));
        } catch (GitOpsException gone) {
            return false;
        }
    }

    /** What was deployed then may not be renderable any more (a vendored chart is gone); then all of it shows as new. */
    private static RenderedManifests rendered(Place place, String commit) {
        try {
            return place.manifests().render(place.workspace().repository().at(commit), place.target());
        } catch (GitOpsException gone) {
            return NOTHING;
        }
    }

    private static byte[] masked(SecretMask mask, RenderedManifests manifests) {
        return mask.mask(manifests).getBytes(StandardCharsets.UTF_8);
    }
}
