package dev.gitops.helm;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.manifests.Images;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The images that a chart makes of its values, held against those that were asked for. */
final class RenderedImages {

    private final Map<String, String> containers = new LinkedHashMap<>();
    private final Set<String> texts = new TreeSet<>();

    private RenderedImages() {}

    static RenderedImages of(List<ManifestObject> objects) {
        RenderedImages images = new RenderedImages();
        for (ManifestObject object : objects) {
            Images.visit(object.content(), object.toString(), images.containers::put);
            images.collect(object.content());
        }
        return images;
    }

    private void collect(Object node) {
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> collect(value == null ? "" : value));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> collect(value == null ? "" : value));
        } else {
            texts.add(String.valueOf(node));
        }
    }

    /** Images that are no references at all, each with who would run it. */
    List<Problem> broken() {
        List<Problem> problems = new ArrayList<>();
        containers.forEach((place, text) -> {
            try {
                ImageRef.parse(text);
            } catch (InvalidInputException no) {
                problems.add(Problem.of(
                        place,
                        text,
                        "is no image reference: " + no.problems().get(0).message(),
                        "mend the values that it is made of"));
            }
        });
        return problems;
    }

    /**
     * Whether an image runs as it was asked for.
     *
     * @param wanted the image
     * @return what is wrong; empty where it runs, or where nothing can be seen of it
     */
    List<Problem> wrong(ReleasedImage wanted) {
        List<Problem> others = new ArrayList<>();
        List<Problem> alike = new ArrayList<>();
        boolean runs = false;
        for (Map.Entry<String, String> container : containers.entrySet()) {
            Optional<ImageRef> image = parsed(container.getValue());
            if (image.isPresent() && image.get().sameRepository(wanted.image())) {
                if (isSame(image.get(), wanted.image())) {
                    runs = true;
                } else {
                    others.add(wrong(container, wanted));
                }
            } else if (container.getValue().contains(last(wanted.image().path()) + ":")
                    && container.getValue().contains(wanted.image().path())) {
                alike.add(wrong(container, wanted));
            }
        }
        return !others.isEmpty() ? others : runs || isMentioned(wanted.image()) ? List.of() : alike;
    }

    /** Whether some container runs the image, or some other field has it. */
    boolean shows(ImageRef wanted) {
        return isMentioned(wanted)
                || containers.values().stream()
                        .anyMatch(text -> parsed(text)
                                .filter(image -> isSame(image, wanted))
                                .isPresent());
    }

    /** Whether a field has just this version, as where an operator is given repository and tag apart. */
    boolean showsVersion(ImageRef wanted) {
        String whole = wanted.tag().orElse("")
                + wanted.digest().map(digest -> "@" + digest).orElse("");
        return texts.contains(whole)
                || wanted.tag().filter(texts::contains).isPresent()
                || wanted.digest().filter(texts::contains).isPresent();
    }

    /** The containers that run something else than before, without those that run what was asked for. */
    List<String> changedBeside(RenderedImages before, List<ReleasedImage> wanted) {
        List<String> changed = new ArrayList<>();
        containers.forEach((place, text) -> {
            String earlier = before.containers.get(place);
            boolean asked = wanted.stream()
                    .anyMatch(image -> parsed(text)
                            .filter(one -> one.sameRepository(image.image()))
                            .isPresent());
            if (!text.equals(earlier) && !asked) {
                changed.add(place);
            }
        });
        return changed;
    }

    /** The containers of an application's other images, of which a release says nothing, that run another version than before. */
    List<Problem> movedAlong(RenderedImages before, Target target, List<ReleasedImage> wanted) {
        List<Problem> problems = new ArrayList<>();
        containers.forEach((place, text) -> {
            String earlier = before.containers.get(place);
            Optional<ImageRef> image = parsed(text);
            boolean ofTarget = target.images().stream()
                    .filter(known -> wanted.stream().noneMatch(one -> one.name().equals(known.name())))
                    .anyMatch(known -> image.filter(one -> one.sameRepository(ImageRef.parse(known.repository())))
                            .isPresent());
            if (earlier != null && !earlier.equals(text) && ofTarget) {
                problems.add(Problem.of(
                        place,
                        text,
                        "would run instead of " + earlier
                                + ", which is another image of the application and not part of this release",
                        "release both together, or give each its own path under manifests.helm.paths"));
            }
        });
        return problems;
    }

    private static Problem wrong(Map.Entry<String, String> container, ReleasedImage wanted) {
        return Problem.of(
                container.getKey(),
                container.getValue(),
                "would run this image, where " + wanted.image() + " was asked for",
                "mend manifests.helm.paths or the chart, or set the value that this container takes its image from");
    }

    private boolean isMentioned(ImageRef wanted) {
        String text = wanted.toString();
        return texts.stream().anyMatch(field -> field.contains(text) && !containers.containsValue(field));
    }

    /** The same content: where both have a digest it decides, as many charts print digest or tag, not both. */
    private static boolean isSame(ImageRef rendered, ImageRef wanted) {
        if (!rendered.sameRepository(wanted)) {
            return false;
        }
        if (wanted.digest().isPresent() && rendered.digest().equals(wanted.digest())) {
            return rendered.tag().isEmpty() || rendered.tag().equals(wanted.tag());
        }
        return rendered.equals(wanted);
    }

    private static Optional<ImageRef> parsed(String text) {
        try {
            return Optional.of(ImageRef.parse(text));
        } catch (InvalidInputException no) {
            return Optional.empty();
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
