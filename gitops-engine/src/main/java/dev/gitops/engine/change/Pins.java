package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.registry.Registries;
import java.util.List;

/** Resolves the tags of a release to digests at their registries. */
record Pins(Settings settings) {

    Change.Releasing pinned(Change.Releasing change) {
        Registries registries = Registries.open(settings);
        Release release = change.release();
        List<ReleasedImage> images = release.images().stream()
                .map(image -> new ReleasedImage(image.name(), registries.pin(image.image())))
                .toList();
        return new Change.Releasing(
                change.environment(),
                new Release(images, release.build(), release.sourceCommit(), release.buildUrl()),
                false,
                change.reason());
    }
}
