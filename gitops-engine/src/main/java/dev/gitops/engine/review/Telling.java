package dev.gitops.engine.review;

import dev.gitops.api.ChangeRequest;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ToldReview;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.review.told.ReviewMarkdown;
import dev.gitops.review.told.ReviewText;
import dev.gitops.spi.CommitStatus;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Tells reviews on change requests. What is told may have been written by a process that a stranger's change took over: it is text and a digest, and decides nothing but its own verdict.
 *
 * @param forge the host
 * @param target the branch that gets the changes
 */
public record Telling(Forge forge, String target) {

    /** The name of the commit status, which a host's rules may require. */
    public static final String CONTEXT = "gitops/review";

    /**
     * Of the config repository that an inventory names.
     *
     * @param connections those of the inventory
     * @return the telling
     * @throws InvalidInputException if there is no host to tell
     */
    public static Telling of(Connections connections) {
        RepositorySpec repository =
                connections.inventory().config().orElseThrow(() -> refuse("config", "names no config repository"));
        Forge forge = connections.workspace(repository).forge().orElseThrow(() -> refuse("forge", "is none"));
        return new Telling(forge, repository.branch());
    }

    private static InvalidInputException refuse(String key, String what) {
        return new InvalidInputException(
                "the telling of a review",
                List.of(Problem.of(
                        key,
                        null,
                        "the inventory's " + key + " " + what + ", so there is no change request to tell it on",
                        "name a repository on a host that has change requests")));
    }

    /**
     * The open change request of a branch.
     *
     * @param branch the branch with the change
     * @return it, where there is one
     */
    public Optional<ChangeRequest> open(String branch) {
        return forge.open(branch, target);
    }

    /**
     * Says that a review has begun.
     *
     * @param request the number of the change request
     * @param commit the full id of the commit
     * @return what became of it
     */
    public ToldReview pending(long request, String commit) {
        Forge.Details details = forge.details(request);
        return tellIfNewest(
                details,
                commit,
                () -> forge.status(
                        request, commit, new CommitStatus(CONTEXT, State.PENDING, "being reviewed", Optional.empty())));
    }

    /**
     * Tells a review.
     *
     * @param review the review
     * @param request the number of the change request
     * @param page where more is to be read
     * @return what became of it
     */
    public ToldReview tell(Review review, long request, Optional<String> page) {
        page.ifPresent(Telling::checkPage);
        Forge.Details details = forge.details(request);
        return tellIfNewest(details, review.to(), () -> {
            forge.keepComment(
                    request, ReviewMarkdown.MARK, new ReviewMarkdown(limit(), forge.foldsHtml(), page).of(review));
            status(review, request, page);
        });
    }

    /**
     * Sets the status alone.
     *
     * @param review the review
     * @param request the number of the change request
     * @param page where more is to be read
     */
    public void status(Review review, long request, Optional<String> page) {
        forge.status(request, review.to(), new CommitStatus(CONTEXT, state(review), words(review), page));
    }

    private int limit() {
        return Math.min(ReviewMarkdown.USUAL_LIMIT, forge.longestComment());
    }

    private static ToldReview tellIfNewest(Forge.Details details, String commit, Runnable telling) {
        boolean newest = details.request().state() == ChangeRequest.State.OPEN
                && details.head().equals(commit);
        if (newest) {
            telling.run();
        }
        return new ToldReview(details.request().url(), !newest);
    }

    private static State state(Review review) {
        return switch (review.verdict()) {
            case PASSED -> State.SUCCESS;
            case BLOCKED, INVALID -> State.FAILURE;
        };
    }

    private static String words(Review review) {
        return ReviewText.oneLine(review) + ", " + review.digest();
    }

    private static void checkPage(String page) {
        try {
            URI uri = URI.create(page);
            if (uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return;
            }
        } catch (IllegalArgumentException unreadable) {
            // is told below
        }
        throw new InvalidInputException(
                "the telling of a review",
                List.of(Problem.of("page", page, "is no URL of a page", "give one that begins with https://")));
    }
}
