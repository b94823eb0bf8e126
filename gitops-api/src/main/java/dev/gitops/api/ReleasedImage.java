package dev.gitops.api;

import java.util.Objects;

/**
 * One image of an application at one version.
 *
 * @param name the image's name in the inventory, as in {@code shop}
 * @param image the reference with its tag, its digest or both
 */
public record ReleasedImage(String name, ImageRef image) {

    /** Checks that both are there. */
    public ReleasedImage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
    }

    @Override
    public String toString() {
        return name + "=" + image;
    }
}
