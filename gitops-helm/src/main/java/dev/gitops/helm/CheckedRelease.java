package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlEditException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives an environment other images, and shows that its chart then runs them: each edit is rendered before it is given away. The least edit comes first; where the chart does not make of it what was asked
 * for, the next one is tried, and where none does, nothing is written.
 */
final class CheckedRelease {

    private final SourceTree tree;
    private final Target target;
    private final Values values;
    private final Function<ReleasedImage, ImagePlace> places;
    private final Renderer renderer;
    private @Nullable List<ManifestObject> before;

    /** Renders the environment. */
    interface Renderer {

        /**
         * The objects of the environment.
         *
         * @throws HelmLibrary.UnavailableException where charts cannot be rendered on this machine
         */
        List<ManifestObject> objects(SourceTree tree);

        /** {@return the chart's files by path} */
        Map<String, byte[]> chart();
    }

    CheckedRelease(
            SourceTree tree,
            Target target,
            Values values,
            Function<ReleasedImage, ImagePlace> places,
            Renderer renderer) {
        this.tree = tree;
        this.target = target;
        this.values = values;
        this.places = places;
        this.renderer = renderer;
    }

    List<FileEdit> of(List<ReleasedImage> images) {
        try {
            return plain(images);
        } catch (YamlEditException shared) {
            return anchored(images, shared);
        }
    }

    /** Where an alias or a merge key brings a value, it is changed where it is written, if nothing that runs changes but what was asked for. */
    private List<FileEdit> anchored(List<ReleasedImage> images, YamlEditException shared) {
        ValuesEdit edit = new ValuesEdit(values, "the release of " + target, true);
        images.forEach(image -> places.apply(image).writeVersion(image.image(), values, edit));
        List<FileEdit> edits = edit.make();
        try {
            RenderedImages before = RenderedImages.of(before());
            boolean right = wrong(edits, images, true).isEmpty()
                    && RenderedImages.of(renderer.objects(new EditedFiles(tree, edits)))
                            .changedBeside(before, images)
                            .isEmpty();
            if (right) {
                return edits;
            }
        } catch (HelmLibrary.UnavailableException noHelmHere) {
            shared.addSuppressed(noHelmHere);
        }
        throw shared;
    }

    private List<FileEdit> plain(List<ReleasedImage> images) {
        List<FileEdit> versions = edits(images, false);
        List<FileEdit> all = edits(images, true);
        boolean alike = alike(versions, all);
        if (alike && versions.isEmpty()) {
            return List.of();
        }
        try {
            List<Problem> least = wrong(versions, images, !alike);
            if (least.isEmpty()) {
                return versions;
            }
            List<Problem> more = alike ? least : wrong(all, images, false);
            if (more.isEmpty()) {
                return all;
            }
            throw new InvalidInputException("the release of " + target + " (nothing was written)", more);
        } catch (HelmLibrary.UnavailableException noHelmHere) {
            // where no chart can be rendered, what the values say is all that can be known (ADR 90)
            return all;
        }
    }

    private List<FileEdit> edits(List<ReleasedImage> images, boolean repositories) {
        ValuesEdit edit = new ValuesEdit(values, "the release of " + target);
        for (ReleasedImage image : images) {
            ImagePlace place = places.apply(image);
            if (repositories) {
                place.writeRepository(image.image(), values, edit);
            }
            place.writeVersion(image.image(), values, edit);
        }
        return edit.make();
    }

    private static boolean alike(List<FileEdit> left, List<FileEdit> right) {
        return texts(left).equals(texts(right));
    }

    private static List<String> texts(List<FileEdit> edits) {
        return edits.stream()
                .map(edit ->
                        edit.path() + "\n" + new String(edit.newContent().orElse(new byte[0]), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * What is wrong with the environment after edits.
     *
     * @param strict whether the whole image must be seen, as the values have another repository
     */
    private List<Problem> wrong(List<FileEdit> edits, List<ReleasedImage> images, boolean strict) {
        List<ManifestObject> after;
        try {
            after = renderer.objects(new EditedFiles(tree, edits));
        } catch (InvalidInputException refused) {
            return refused.problems();
        }
        RenderedImages rendered = RenderedImages.of(after);
        List<Problem> problems = new ArrayList<>(rendered.broken());
        for (ReleasedImage image : images) {
            List<Problem> wrong = rendered.wrong(image);
            problems.addAll(wrong);
            if (wrong.isEmpty() && problems.isEmpty() && !rendered.shows(image.image())) {
                problems.addAll(unseen(rendered, image, strict));
            }
        }
        if (problems.isEmpty() && target.images().size() > images.size()) {
            problems.addAll(rendered.movedAlong(RenderedImages.of(before()), target, images));
        }
        return problems;
    }

    /** Nothing that is rendered has the image. That is right where its part of the chart is switched off, and wrong where the chart does not read the value at all. */
    private List<Problem> unseen(RenderedImages after, ReleasedImage image, boolean strict) {
        if (!strict
                && after.showsVersion(image.image())
                && !RenderedImages.of(before()).showsVersion(image.image())) {
            return List.of();
        }
        ImagePlace place = places.apply(image);
        String path = Objects.requireNonNullElse(place.whole(), place.tag()).toString();
        if (!strict && mentions(path)) {
            return List.of();
        }
        return List.of(Problem.of(
                path,
                image.image().toString(),
                "is not read by the chart: nothing that it renders changes to this image",
                "say under manifests.helm.paths where the chart takes the image " + image.name() + " from"));
    }

    /** Whether some template names the last keys of a path, or hands the map above them on. */
    private boolean mentions(String path) {
        int dot = path.lastIndexOf('.');
        String last = path.substring(dot + 1).replaceAll("\\[.*", "");
        String above = dot < 0
                ? ""
                : path.substring(path.lastIndexOf('.', dot - 1) + 1, dot).replaceAll("\\[.*", "");
        String whole = above.isEmpty()
                ? "\\." + Pattern.quote(last)
                : "\\." + Pattern.quote(above) + "\\." + Pattern.quote(last);
        String handed = above.isEmpty() ? whole : "[.\"]" + Pattern.quote(above) + "(?![\\w.-])";
        Pattern pattern = Pattern.compile("(?:" + whole + "|" + handed + ")(?![\\w-])");
        return renderer.chart().entrySet().stream()
                .filter(file -> file.getKey().contains("templates/"))
                .anyMatch(file -> pattern.matcher(new String(file.getValue(), StandardCharsets.UTF_8))
                        .find());
    }

    private List<ManifestObject> before() {
        List<ManifestObject> known = before;
        if (known == null) {
            try {
                known = renderer.objects(tree);
            } catch (InvalidInputException broken) {
                known = List.of();
            }
            before = known;
        }
        return known;
    }
}
