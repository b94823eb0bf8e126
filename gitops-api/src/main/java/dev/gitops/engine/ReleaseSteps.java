package dev.gitops.engine;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.git.Snapshot;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the release changes from one deployment to the next. */
record ReleaseSteps(Place place) {

    List<ImageChange> since(Optional<DeploymentRecord> last, Snapshot snapshot) {
        List<ReleasedImage> before =
                last.flatMap(DeploymentRecord::commit).map(this::at).orElse(List.of());
        List<ReleasedImage> after = place.manifests().release(snapshot, place.target());
        List<ImageChange> steps = new ArrayList<>();
        for (Target.Image image : place.target().images()) {
            ImageRef old = find(before, image.name());
            ImageRef now = find(after, image.name());
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

    private static @Nullable ImageRef find(List<ReleasedImage> images, String name) {
        return images.stream()
                .filter(image -> image.name().equals(name))
                .map(ReleasedImage::image)
                .findFirst()
                .orElse(null);
    }
}
