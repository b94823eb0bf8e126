package dev.gitops.engine.deployment;

import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.engine.workspace.Place;
import dev.gitops.review.rendered.Differences;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.ObjectPairs;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How two renderings of an environment differ, as reviews tell it.
 *
 * @param then the one
 * @param now the other
 */
record RenderingChange(Side then, Side now) {

    private static final int TOLD = 5;

    /** In words, the first few objects; empty where the objects are the same and go to another place. */
    Optional<String> inWords(Place place) {
        RenderedPlace both = new RenderedPlace(name(place), Optional.of(then), Optional.of(now));
        List<ObjectPair> changed = ObjectPairs.changed(both);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        Differences differences = new Differences();
        differences.add(both, changed);
        List<String> words = differences.all().stream()
                .map(RenderedDifference::objects)
                .flatMap(List::stream)
                .map(RenderingChange::words)
                .toList();
        return Optional.of(words.stream().limit(TOLD).collect(Collectors.joining("; "))
                + (words.size() > TOLD ? "; and " + (words.size() - TOLD) + " more objects" : ""));
    }

    static ReviewPlace name(Place place) {
        return new ReviewPlace(place.app().name(), place.environment().name().value());
    }

    private static String words(ObjectChange change) {
        return change.inWords() + ": " + String.join(", ", change.words());
    }
}
