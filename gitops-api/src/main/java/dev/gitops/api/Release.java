package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The images of an application that move together, and the build they come from.
 *
 * @param images in the order of the inventory; at most one a name
 * @param build the number of the build, rising with time, by which releases of one application are ordered; null where there is none
 * @param sourceCommit the full commit of the application's source; null where it is not known
 * @param buildUrl where the build can be read; null where it is not known
 */
public record Release(
        List<ReleasedImage> images,
        @Nullable Long build,
        @Nullable String sourceCommit,
        @Nullable String buildUrl) {

    /** Copies the images. */
    public Release {
        Objects.requireNonNull(images, "images");
        images = List.copyOf(images);
    }

    /**
     * A release of which only the images are known.
     *
     * @param images the images
     * @return the release
     */
    public static Release of(List<ReleasedImage> images) {
        return new Release(images, null, null, null);
    }

    /** {@return the build's number, where there is one} */
    public OptionalLong buildNumber() {
        return build == null ? OptionalLong.empty() : OptionalLong.of(build);
    }

    /**
     * The image of that name.
     *
     * @param name the image's name in the inventory
     * @return the reference; null where the release has none of that name
     */
    public @Nullable ImageRef image(String name) {
        Objects.requireNonNull(name, "name");
        return images.stream()
                .filter(image -> image.name().equals(name))
                .map(ReleasedImage::image)
                .findFirst()
                .orElse(null);
    }
}
