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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Place rules = pair.before() == null ? pair.either() : pair.before();
        if (rules.environment().promotesFrom().isEmpty() || pair.before() == null && !hasSource(rules)) {
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

    /** Of an application that is new everywhere nothing can have run before. */
    private boolean hasSource(Place place) {
        return sources(place)
                .anyMatch(source ->
                        has(() -> readings.of(source, range.before()).release(), any -> true));
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

    /** What the change itself gives to an environment before has not run there yet. What came back ran here. */
    private boolean hasRun(Place place, ReleasedImage image) {
        Predicate<ReleasedImage> same = other -> other.image().equals(image.image());
        return sources(place)
                        .anyMatch(source ->
                                has(() -> readings.of(source, range.before()).release(), same))
                || Stream.concat(sources(place), Stream.of(place)).anyMatch(where -> hadBefore(where, same));
    }

    private static Stream<Place> sources(Place place) {
        return place.environment().promotesFrom().stream()
                .filter(source -> place.app().environments().containsKey(source))
                .map(place::in);
    }

    private boolean hadBefore(Place place, Predicate<ReleasedImage> same) {
        List<CommitInfo> earlier = new ArrayList<>();
        try {
            earlier.addAll(place.history(range.before(), EARLIER));
        } catch (GitOpsException unreadable) {
            return false;
        }
        return earlier.stream()
                .anyMatch(commit -> has(
                        () -> place.manifests()
                                .release(place.workspace().repository().at(commit.id()), place.target()),
                        same));
    }

    private static boolean has(Supplier<List<ReleasedImage>> release, Predicate<ReleasedImage> wanted) {
        try {
            return release.get().stream().anyMatch(wanted);
        } catch (GitOpsException unreadable) {
            return false;
        }
    }
}
