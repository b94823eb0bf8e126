package dev.gitops.api;

import dev.gitops.api.model.ImageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the image of the inventory that a reference belongs to: by repository, never by guessing. */
final class ImageMatch {

    private ImageMatch() {}

    static List<ReleasedImage> byRepository(AppSpec app, List<ImageRef> references) {
        List<ReleasedImage> matched = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ImageRef reference : references) {
            List<ImageSpec> candidates = app.images().stream()
                    .filter(image -> ImageRef.parse(image.repository()).sameRepository(reference))
                    .toList();
            if (candidates.size() == 1) {
                matched.add(new ReleasedImage(candidates.get(0).name(), reference));
            } else {
                problems.add(Problem.of(
                        "image",
                        reference.toString(),
                        candidates.isEmpty() ? "is no image of " + app.name() : "fits several images of " + app.name(),
                        advice(app)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the release of " + app.name(), problems);
        }
        return matched;
    }

    private static String advice(AppSpec app) {
        return app.images().stream()
                .map(ImageSpec::repository)
                .collect(Collectors.joining(", ", "its images are ", ""));
    }
}
