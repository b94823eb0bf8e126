package dev.gitops.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.policy.Hold;
import dev.gitops.policy.ReleaseOrder.Ancestry;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every change of one application's environment needs to know.
 *
 * @param app the application
 * @param environment the environment, with the application's overrides
 * @param target both, as the manifests' port sees them
 * @param manifests the application's manifests
 * @param actor who asks
 * @param asked when it was asked
 * @param now what time it is, for freezes
 * @param hold the environment's hold, read anew at each call
 * @param barriers why nothing may change there now, read anew at each call: windows, a line that is stopped
 * @param ancestry the history of the application's source
 */
public record ChangeContext(
        AppSpec app,
        EnvironmentSpec environment,
        Target target,
        Manifests manifests,
        String actor,
        Instant asked,
        Supplier<Instant> now,
        Supplier<Optional<Hold>> hold,
        Supplier<List<Refusal>> barriers,
        Ancestry ancestry) {

    /** What the environment has; nothing where that is no one release, as with two versions beside each other, which a release puts right. */
    List<ReleasedImage> present(SourceTree tree) {
        try {
            return manifests.release(tree, target);
        } catch (InvalidInputException noOneRelease) {
            return List.of();
        }
    }
}
