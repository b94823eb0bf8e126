package dev.gitops.engine.deployment;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.engine.workspace.Place;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.review.rendered.RenderedDigest;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether what a deployment renders is what a review of a change request showed: an approval of the review counts for exactly that. */
record AsApproved(Place place, RenderedManifests manifests) {

    private static final int TOLD = 5;

    /** What stands for what is rendered, and for where it goes. */
    String digest() {
        return RenderedDigest.of(place.environment(), manifests.objects());
    }

    /** Why it is not what was reviewed, with what differs; empty where it is. */
    Optional<String> refusal(Review review) {
        ReviewPlace name =
                new ReviewPlace(place.app().name(), place.environment().name().value());
        Optional<String> reviewed = review.places().stream()
                .filter(there -> there.place().equals(name))
                .findFirst()
                .flatMap(ReviewedPlace::after);
        if (reviewed.isEmpty()) {
            return Optional.of(
                    "the review of " + review.to() + " does not speak of " + place.inWords()
                            + ", which was not rendered differently there; deploy it without --review, or review what changes it");
        }
        String now = digest();
        return reviewed.get().equals(now)
                ? Optional.empty()
                : Optional.of("what is rendered is not what was reviewed (" + now + " instead of " + reviewed.get()
                        + "): " + different(review)
                        + "; have the change as it is now reviewed and approved");
    }

    private String different(Review review) {
        try {
            RenderedManifests then =
                    place.manifests().render(place.workspace().repository().at(review.to()), place.target());
            List<ObjectDifference> differences = ObjectDiff.compare(then.objects(), manifests.objects());
            if (differences.isEmpty()) {
                return "the objects are the same, but go to another cluster or namespace";
            }
            String told =
                    differences.stream().limit(TOLD).map(AsApproved::inWords).collect(Collectors.joining("; "));
            return told + (differences.size() > TOLD ? "; and " + (differences.size() - TOLD) + " more objects" : "");
        } catch (GitOpsException gone) {
            return "the reviewed commit " + review.to()
                    + " cannot be rendered any more, so what differs cannot be told";
        }
    }

    private static String inWords(ObjectDifference difference) {
        String object = difference.kind() + " " + difference.name();
        return Shown.line(
                switch (difference.change()) {
                    case MISSING -> object + " is gone";
                    case EXTRA -> object + " is new";
                    case CHANGED ->
                        object + ": "
                                + difference.fields().stream()
                                        .limit(TOLD)
                                        .map(field -> field.path() + " " + field.left() + " → " + field.right())
                                        .collect(Collectors.joining(", "));
                });
    }
}
