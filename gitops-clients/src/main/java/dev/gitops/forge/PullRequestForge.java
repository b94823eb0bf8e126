package dev.gitops.forge;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pull requests in the shapes that GitHub's interface and Gitea's, made after it, have in common. */
public abstract class PullRequestForge extends HostedForge {

    /** The repository. */
    protected final Resource repository;

    /**
     * Of a repository.
     *
     * @param rest the host
     * @param address the repository
     */
    protected PullRequestForge(RestClient rest, RepositoryAddress address) {
        super(rest, address, "pull request");
        this.repository = Resource.of("repos", address.owner(), address.name());
    }

    /**
     * Whether a review decides something and still counts.
     *
     * @param review the review
     * @return true if so; remarks decide nothing
     */
    protected abstract boolean decides(Json review);

    /**
     * When the target branch of a pull request was last changed: what was approved before was another change.
     *
     * @param number its number
     * @return the moment; empty where it has always been the present one
     */
    protected abstract Optional<Instant> retargeted(long number);

    /**
     * Whether approvals of a user count.
     *
     * @param login the user's name
     * @return true if so
     */
    protected abstract boolean mayApprove(String login);

    /**
     * All reviews of a pull request, oldest first.
     *
     * @param number its number
     * @return the reviews
     */
    protected abstract List<Json> reviews(long number);

    /**
     * Sets labels, making those that are missing.
     *
     * @param number the pull request's number
     * @param labels the labels
     */
    protected abstract void label(long number, Set<String> labels);

    /** {@return the pull request of that number} */
    protected final Resource pull(long number) {
        return repository.at("pulls").at(number);
    }

    /**
     * The head of a pull request; of a merged one the head that was merged.
     *
     * @param pull what the host tells of it
     * @return the full id
     */
    protected String head(Json pull) {
        return pull.commit("head", "sha");
    }

    /** {@return whether a review is of that head} */
    protected static boolean ofHead(Json review, String head) {
        return review.maybe("commit_id").filter(head::equals).isPresent();
    }

    @Override
    protected final Json create(Draft draft) {
        return toOpen(draft)
                .postOnce(
                        repository.at("pulls"),
                        Json.object()
                                .put("title", draft.title())
                                .put("body", draft.body())
                                .put("head", draft.sourceBranch())
                                .put("base", draft.targetBranch()),
                        () -> find(draft.sourceBranch(), draft.targetBranch()));
    }

    @Override
    protected final Json rewrite(long number, Json open, Draft draft) {
        return to("update", number)
                .patch(pull(number), Json.object().put("title", draft.title()).put("body", draft.body()));
    }

    @Override
    protected final void ask(long number, Json open, Draft draft, List<String> notices) {
        if (!draft.reviewers().isEmpty()) {
            Set<String> asked = asked(number, open);
            decisions(number, open.commit("head", "sha")).stream()
                    .filter(review -> !state(review).equals("DISMISSED"))
                    .forEach(review -> asked.add(Reviewers.lower(review.text("user", "login"))));
            for (String reviewer : draft.reviewers()) {
                if (!asked.contains(Reviewers.lower(reviewer))) {
                    Reviewers.ask(
                                    to("ask for a review of", number),
                                    pull(number).at("requested_reviewers"),
                                    reviewer)
                            .ifPresent(why -> notices.add("could not ask " + reviewer + " for a review: " + why));
                }
            }
        }
        if (!draft.labels().isEmpty()) {
            try {
                label(number, draft.labels());
            } catch (ForgeException.Forbidden | ForgeException.NotFound | ForgeException.Rejected e) {
                notices.add("could not set the labels " + String.join(", ", draft.labels()) + ": " + e.getMessage());
            }
        }
    }

    /**
     * Who need not be asked, as they were and have not answered.
     *
     * @param number the pull request's number
     * @param open what the host tells of it
     * @return users and teams, in lower case; may be changed
     */
    protected Set<String> asked(long number, Json open) {
        return Reviewers.asked(open);
    }

    /**
     * The approvals that count of one head.
     *
     * @param number the pull request's number
     * @param head the full id of its head
     * @return the approvals, one a user
     */
    protected final List<Approval> approvals(long number, String head) {
        return counting(number, decisions(number, head)).stream()
                .map(PullRequestForge::approval)
                .toList();
    }

    @Override
    public final List<EarlierApproval> earlierApprovals(long number) {
        String head = head(to("read", number).get(pull(number)));
        List<Json> earlier = decisions(number).stream()
                .filter(review ->
                        !ofHead(review, head) && review.maybeCommit("commit_id").isPresent())
                .toList();
        return counting(number, earlier).stream()
                .map(review -> new EarlierApproval(approval(review), review.commit("commit_id")))
                .toList();
    }

    /** Those that approve, of the present target branch, by somebody who may. */
    private List<Json> counting(long number, List<Json> reviews) {
        List<Json> given = reviews.stream()
                .filter(this::approves)
                .filter(review -> review.time("submitted_at").isPresent())
                .toList();
        if (given.isEmpty()) {
            return List.of();
        }
        Optional<Instant> retargeted = retargeted(number);
        return given.stream()
                .filter(review -> retargeted.isEmpty()
                        || review.time("submitted_at")
                                .filter(retargeted.get()::isBefore)
                                .isPresent())
                .filter(review -> mayApprove(review.text("user", "login")))
                .toList();
    }

    private static Approval approval(Json review) {
        return new Approval(
                review.text("user", "login"),
                review.maybe("body").filter(body -> !body.isBlank()).orElse(null),
                review.maybe("html_url").orElse(null),
                null);
    }

    /**
     * Whether a review approves with effect.
     *
     * @param review a review that decides something
     * @return true if so
     */
    protected boolean approves(Json review) {
        return state(review).equals("APPROVED");
    }

    /**
     * What a review says. Webhooks write it in small letters.
     *
     * @param review the review
     * @return the word in capitals
     */
    protected static String state(Json review) {
        return review.text("state").toUpperCase(Locale.ROOT);
    }

    /**
     * The names and mail addresses that commits tell of.
     *
     * @param commits the commits, as the host lists them
     * @return the names and addresses
     */
    protected static Set<String> people(List<Json> commits) {
        Set<String> people = new LinkedHashSet<>();
        for (Json commit : commits) {
            for (String role : List.of("author", "committer")) {
                commit.maybe(role, "login").ifPresent(people::add);
                commit.maybe("commit", role, "email").ifPresent(people::add);
            }
        }
        people.remove("");
        return people;
    }

    /** The last review of each user that decides something, where that is of this head. */
    private List<Json> decisions(long number, String head) {
        return decisions(number).stream().filter(review -> ofHead(review, head)).toList();
    }

    private List<Json> decisions(long number) {
        Map<String, Json> last = new LinkedHashMap<>();
        for (Json review : reviews(number)) {
            if (decides(review)) {
                // Of a user who is gone there is nothing: matched with nobody.
                boolean gone = review.has("user") && review.part("user").isEmpty();
                if (!gone) {
                    last.put(review.text("user", "login"), review);
                }
            }
        }
        return List.copyOf(last.values());
    }

    @Override
    protected final RequestText text(Json pull) {
        return new RequestText(
                changeRequest(pull), pull.text("title"), pull.maybe("body").orElse(""));
    }

    /**
     * A pull request's URL, number and state.
     *
     * @param pull what the host tells of it
     * @return the change request
     */
    protected static ChangeRequest changeRequest(Json pull) {
        boolean merged = pull.flag("merged") || pull.maybe("merged_at").isPresent();
        ChangeRequest.State state = merged
                ? ChangeRequest.State.MERGED
                : pull.text("state").equals("open") ? ChangeRequest.State.OPEN : ChangeRequest.State.CLOSED;
        return new ChangeRequest(pull.text("html_url"), pull.number("number"), state);
    }

    @Override
    public final void close(long number, String comment) {
        comment(number, comment);
        to("close", number).patch(pull(number), Json.object().put("state", "closed"));
    }

    @Override
    protected final HostTalk talk(Call call) {
        return new PullRequestTalk(call, repository);
    }
}
