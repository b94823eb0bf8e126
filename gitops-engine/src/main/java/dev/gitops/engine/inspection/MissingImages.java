package dev.gitops.engine.inspection;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.workspace.Place;
import dev.gitops.inventory.NearestName;
import dev.gitops.manifests.Images;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The images of the inventory that an environment's manifests do not have: no release could reach them. */
record MissingImages(Place place, Snapshot snapshot) {

    private static final int NAMED = 5;

    List<Problem> beside(List<ReleasedImage> release) {
        Set<String> there = release.stream().map(ReleasedImage::name).collect(Collectors.toSet());
        return place.target().images().stream()
                .filter(image -> !there.contains(image.name()))
                .map(this::problem)
                .toList();
    }

    private Problem problem(Target.Image image) {
        return Problem.of(
                "image",
                image.repository(),
                place.inWords() + ": no container of its manifests runs this image",
                hint(image, repositories()));
    }

    private static String hint(Target.Image image, Set<String> repositories) {
        String nearest = NearestName.of(image.repository(), repositories)
                .map(near -> "is " + near + " meant?")
                .orElse("");
        String others = repositories.isEmpty()
                ? "they have no image at all"
                : "they have " + repositories.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (repositories.size() > NAMED ? ", ..." : "");
        return (nearest.isEmpty() ? others : nearest) + "; mend the image in the inventory or in the manifests";
    }

    private Set<String> repositories() {
        Set<String> found = new TreeSet<>();
        for (ManifestObject object :
                place.manifests().render(snapshot, place.target()).objects()) {
            Images.visit(
                    object.content(),
                    object.toString(),
                    (container, text) -> repository(text).ifPresent(found::add));
        }
        return found;
    }

    private static Optional<String> repository(String image) {
        try {
            return Optional.of(ImageRef.parse(image).repository());
        } catch (InvalidInputException placeholder) {
            return Optional.empty();
        }
    }
}
