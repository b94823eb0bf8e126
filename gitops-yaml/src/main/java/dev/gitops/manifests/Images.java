package dev.gitops.manifests;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds the images of an application in its objects: in containers of pod templates, by repository. */
public final class Images {

    private static final Set<String> CONTAINER_LISTS = Set.of("containers", "initContainers", "ephemeralContainers");

    private Images() {}

    /**
     * The release that objects run.
     *
     * @param objects the objects
     * @param target the application and environment
     * @return the images that were found, in the target's order
     * @throws InvalidInputException if the objects run two versions of one image, so that there is no one release
     */
    public static List<ReleasedImage> release(List<ManifestObject> objects, Target target) {
        Map<String, ImageRef> found = new LinkedHashMap<>();
        Map<String, String> where = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (ManifestObject object : objects) {
            visit(object.content(), object.toString(), (place, text) -> {
                ImageRef image = reference(
                        text,
                        target.images().stream().map(Target.Image::repository).toList());
                if (image == null) {
                    return;
                }
                for (Target.Image known : target.images()) {
                    if (!image.sameRepository(ImageRef.parse(known.repository()))) {
                        continue;
                    }
                    ImageRef other = found.putIfAbsent(known.name(), image);
                    where.putIfAbsent(known.name(), place);
                    if (other != null && !other.equals(image)) {
                        problems.add(Problem.of(
                                place,
                                text,
                                "runs another version of " + known.name() + " than " + where.get(known.name()) + " ("
                                        + other + ")",
                                "give both the same image, so that there is one release"));
                    }
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the release of " + target, problems);
        }
        return target.images().stream()
                .filter(image -> found.containsKey(image.name()))
                .map(image -> new ReleasedImage(image.name(), Objects.requireNonNull(found.get(image.name()))))
                .toList();
    }

    /** The image that a text names; null where it names none, as a placeholder that somebody else fills in, unless it begins as one of the repositories does. */
    static @Nullable ImageRef reference(String text, List<String> repositories) {
        try {
            return ImageRef.parse(text);
        } catch (InvalidInputException noImage) {
            if (repositories.stream().anyMatch(text::startsWith)) {
                throw noImage;
            }
            return null;
        }
    }

    /**
     * Visits each container's image.
     *
     * @param node an object or a part of one
     * @param place what to call it
     * @param visitor gets the place of a container and its image as written
     */
    public static void visit(Object node, String place, BiConsumer<String, String> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (isContainerList(key) && value instanceof List<?> containers) {
                    containers.forEach(container -> container(container, place, visitor));
                }
                visit(value == null ? "" : value, place, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> visit(item == null ? "" : item, place, visitor));
        }
    }

    static boolean isContainerList(Object key) {
        return key instanceof String name && CONTAINER_LISTS.contains(name);
    }

    private static void container(Object container, String place, BiConsumer<String, String> visitor) {
        if (container instanceof Map<?, ?> map && map.get("image") instanceof String image && !image.isEmpty()) {
            visitor.accept(place + ", container " + map.get("name"), image);
        }
    }
}
