package dev.gitops.engine.deployment;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.api.review.ReviewedPlace;
import dev.gitops.engine.review.ReviewedFiles;
import dev.gitops.engine.workspace.Place;
import dev.gitops.review.rendered.RenderedDigest;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.spi.RenderedManifests;
import java.util.Optional;

/** Whether what a deployment renders is what a review of a change request showed: an approval of the review counts for exactly that. */
record AsApproved(Place place, RenderedManifests manifests) {

    /** What stands for what is rendered, and for where it goes. */
    String digest() {
        return RenderedDigest.of(place.environment(), manifests.objects());
    }

    /** Why it is not what was reviewed, with what differs; empty where it is. */
    Optional<String> refusal(Review review) {
        ReviewPlace name = RenderingChange.name(place);
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
                    place.manifests().render(ReviewedFiles.of(place.workspace().repository(), review), place.target());
            return new RenderingChange(
                            new Side(place.environment(), then.objects()),
                            new Side(place.environment(), manifests.objects()))
                    .inWords(place)
                    .orElse("the objects are the same, but go to another cluster or namespace");
        } catch (GitOpsException gone) {
            return "the reviewed commit " + review.to()
                    + " cannot be rendered any more, so what differs cannot be told";
        }
    }
}
