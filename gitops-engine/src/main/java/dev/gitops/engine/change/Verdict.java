package dev.gitops.engine.change;

import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.engine.review.Reviewer;
import dev.gitops.engine.review.Telling;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on the tool's own change requests: in their body, and as the commit status that a host may require of every one. A change is made all the same where there is none: then the host waits for it, and
 * the progress says why.
 */
record Verdict(Place place, Connections connections, Forge forge) {

    /** The review of a commit that was pushed; empty where the repository is not the inventory's own, or it could not be made. */
    Optional<Review> on(String commit) {
        boolean own = connections
                .inventory()
                .config()
                .filter(place.workspace().spec()::equals)
                .isPresent();
        if (!own) {
            return Optional.empty();
        }
        try {
            ReviewRequest range = new ReviewRequest(
                    place.tip().commit(),
                    commit,
                    Optional.empty(),
                    Optional.of(place.branch()),
                    Optional.empty(),
                    List.of());
            return Optional.of(new Reviewer(connections, range).run());
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException untold) {
            say("the change request has no verdict: " + untold.getMessage());
            return Optional.empty();
        }
    }

    /** Sets the status. */
    void tell(Review review, long request) {
        try {
            new Telling(forge, place.branch()).status(review, request, Optional.empty());
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException untold) {
            say("the commit status " + Telling.CONTEXT + " could not be set: " + untold.getMessage());
        }
    }

    private void say(String words) {
        connections.settings().progress().tell(words);
    }
}
