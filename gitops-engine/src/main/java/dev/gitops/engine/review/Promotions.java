package dev.gitops.engine.review;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Place;
import dev.gitops.manifests.Images;
import dev.gitops.repository.CommitInfo;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.spi.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether images come by the way that the inventory has for them: from an environment before, which has or had them. */
final class Promotions {

    /** How many earlier states of an environment before are looked at. */
    private static final int EARLIER = 20;

    private final Range range;
    private final Readings readings;
    private final Findings findings;

    Promotions(Range range, Readings readings, Findings findings) {
        this.range = range;
        this.readings = readings;
        this.findings = findings;
    }

    void look(PlacePair pair, RenderedPlace rendered) {
        Place rules = pair.before();
        if (rules == null || rules.environment().promotesFrom().isEmpty()) {
            return;
        }
        List<ReleasedImage> before = release(rendered.before(), rules.target());
        for (ReleasedImage image : release(rendered.after(), rules.target())) {
            boolean isNew = before.stream()
                    .noneMatch(old ->
                            old.name().equals(image.name()) && old.image().equals(image.image()));
            if (isNew && !image.image().isPlaceholder() && !hasRun(rules, image)) {
                findings.add(
                        FindingKind.NOT_PROMOTED,
                        pair.name(),
                        "the image of " + image.name() + ", " + version(image.image()) + ", ran in none of "
                                + rules.environment().promotesFrom().stream()
                                        .map(EnvironmentName::value)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    private static String version(ImageRef image) {
        return image.tag().or(image::digest).orElse(image.toString());
    }

    private static List<ReleasedImage> release(Optional<Side> side, Target target) {
        try {
            return side.map(there -> Images.release(there.objects(), target)).orElse(List.of());
        } catch (GitOpsException noRelease) {
            return List.of();
        }
    }

    private boolean hasRun(Place place, ReleasedImage image) {
        return place.environment().promotesFrom().stream()
                .filter(source -> place.app().environments().containsKey(source))
                .map(source -> place.in(source))
                .anyMatch(source ->
                        has(() -> readings.of(source, range.before()).release(), image)
                                || has(() -> source.manifests().release(range.after(), source.target()), image)
                                || hadBefore(source, image));
    }

    private boolean hadBefore(Place source, ReleasedImage image) {
        List<CommitInfo> earlier = new ArrayList<>();
        try {
            earlier.addAll(source.history(range.before(), EARLIER));
        } catch (GitOpsException unreadable) {
            return false;
        }
        return earlier.stream()
                .anyMatch(commit -> has(
                        () -> source.manifests()
                                .release(source.workspace().repository().at(commit.id()), source.target()),
                        image));
    }

    private static boolean has(Supplier<List<ReleasedImage>> release, ReleasedImage image) {
        try {
            return release.get().stream().anyMatch(other -> other.image().equals(image.image()));
        } catch (GitOpsException unreadable) {
            return false;
        }
    }
}
