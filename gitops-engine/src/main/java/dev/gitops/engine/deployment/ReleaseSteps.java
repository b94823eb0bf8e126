package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the release changes from one deployment to the next. */
record ReleaseSteps(Place place) {

    List<ImageChange> since(Optional<DeploymentRecord> last, Snapshot snapshot) {
        List<ReleasedImage> before =
                last.flatMap(DeploymentRecord::commit).map(this::at).orElse(List.of());
        List<ReleasedImage> after = place.manifests().release(snapshot, place.target());
        List<ImageChange> steps = new ArrayList<>();
        for (Target.Image image : place.target().images()) {
            ImageRef old = Release.of(before).image(image.name());
            ImageRef now = Release.of(after).image(image.name());
            if (old != null || now != null) {
                steps.add(new ImageChange(image.name(), old, now));
            }
        }
        return steps;
    }

    private List<ReleasedImage> at(String commit) {
        try {
            return place.manifests().release(place.workspace().repository().at(commit), place.target());
        } catch (GitOpsException unreadable) {
            return List.of();
        }
    }
}
