package dev.gitops.cli.output;

import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import java.util.List;
import java.util.stream.Collectors;

/** What a person calls a release. */
public final class Versions {

    private static final int SHORT = "sha256:".length() + 12;

    private Versions() {}

    /**
     * The images' tags, or what tells their digests apart.
     *
     * @param images the release
     * @return the words, each once; empty where there are no images
     */
    public static String of(List<ReleasedImage> images) {
        return images.stream()
                .map(ReleasedImage::image)
                .map(Versions::of)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /**
     * The images by the last part of their names and their tags, or what tells their digests apart.
     *
     * @param images the release
     * @return as in {@code shop:1.4.0, worker:1.4.0}; empty where there are no images
     */
    public static String named(List<ReleasedImage> images) {
        return images.stream()
                .map(ReleasedImage::image)
                .map(Versions::named)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String named(ImageRef image) {
        String path = image.path();
        String version = of(image);
        return path.substring(path.lastIndexOf('/') + 1) + (version.startsWith("sha256:") ? "@" : ":") + version;
    }

    private static String of(ImageRef image) {
        String text = image.tag().or(image::digest).orElse("untagged");
        return text.startsWith("sha256:") ? text.substring(0, Math.min(text.length(), SHORT)) : text;
    }
}
