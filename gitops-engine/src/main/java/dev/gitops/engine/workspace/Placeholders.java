package dev.gitops.engine.workspace;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.SourceTree;
import java.util.List;

/**
 * The images of an environment that stand at the placeholder, as nothing was released into it yet.
 *
 * @param place the application and environment
 * @param images the images at the placeholder
 * @param all whether no image of the environment is a real one, so that the environment is empty
 */
public record Placeholders(Place place, List<String> images, boolean all) {

    /** Copies the list. */
    public Placeholders {
        images = List.copyOf(images);
    }

    /** Those of an environment's files; none where its images cannot be told. */
    public static Placeholders of(Place place, SourceTree tree) {
        List<ReleasedImage> release;
        try {
            release = place.manifests().release(tree, place.target());
        } catch (InvalidInputException untold) {
            release = List.of();
        }
        return among(place, release);
    }

    /** Those among the images that an environment's files have. */
    public static Placeholders among(Place place, List<ReleasedImage> release) {
        List<String> found = release.stream()
                .filter(image -> image.image().isPlaceholder())
                .map(ReleasedImage::name)
                .toList();
        return new Placeholders(place, found, !found.isEmpty() && found.size() == release.size());
    }

    /** Whether nothing was released into the environment. */
    public boolean isEmpty() {
        return all;
    }

    /** Whether some images were released and others were not. */
    public boolean isHalf() {
        return !all && !images.isEmpty();
    }

    /** Why nothing is deployed, and what to do. */
    public String inWords() {
        return (all
                        ? place.inWords() + " is empty: nothing was released into it yet"
                        : "nothing was released yet of " + String.join(", ", images) + " in " + place.inWords())
                + ", and the placeholder \"unreleased\" is not deployed; use: gitops release, or gitops promote";
    }
}
