package dev.gitops.forge.gitea;

import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.PullRequestForge;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pull requests on Gitea and Forgejo. */
final class GiteaForge extends PullRequestForge {

    /** Gitea has no limit of its own; a body beyond this is more than a person reads. */
    private static final int LONGEST_BODY = 262_144;

    private static final int PAGE = 50;
    private static final Set<String> DECISIONS = Set.of("APPROVED", "REQUEST_CHANGES");

    GiteaForge(RestClient rest, RepositoryAddress address) {
        super(rest, address);
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the pull request from " + sourceBranch + " to " + targetBranch)
                .list(repository
                        .at("pulls")
                        .with("state", "open")
                        .with("base_branch", targetBranch)
                        .with("limit", PAGE))
                .filter(pull -> pull.text("base", "ref").equals(targetBranch))
                .filter(pull -> pull.text("head", "ref").equals(sourceBranch))
                .filter(pull -> pull.number("head", "repo_id") == pull.number("base", "repo_id"))
                .findFirst();
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        String head = open.text("head", "sha");
        try {
            for (Json review : reviews(number)) {
                boolean approves = review.text("state").equals("APPROVED") && !review.flag("dismissed");
                if (approves && (all || !ofHead(review, head))) {
                    to("dismiss a review of", number)
                            .post(
                                    pull(number).at("reviews", review.text("id"), "dismissals"),
                                    Json.object().put("message", "The change is another one now."));
                }
            }
            return true;
        } catch (ForgeException.Forbidden | ForgeException.NotFound e) {
            return false;
        }
    }

    @Override
    protected void label(long number, Set<String> labels) {
        new GiteaLabels(to("label", number), repository, address.owner()).set(number, labels);
    }

    @Override
    public Details details(long number) {
        return details(to("read", number).get(pull(number)));
    }

    private Details details(Json pull) {
        ChangeRequest request = changeRequest(pull);
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        String head = pull.text("head", "sha");
        boolean open = request.state() == ChangeRequest.State.OPEN;
        boolean draft = open && pull.flag("draft");
        return new Details(
                request,
                pull.text("user", "login"),
                pull.text("head", "ref"),
                pull.text("base", "ref"),
                head,
                merged ? pull.maybe("merge_commit_sha") : Optional.empty(),
                pull.maybe("merged_by", "login"),
                pull.time("merged_at").orElse(null),
                approvals(request.number(), head),
                // Gitea says the same, false, of what it still checks and of what conflicts.
                draft
                        ? Mergeability.BLOCKED
                        : open && pull.flag("mergeable") ? Mergeability.READY : Mergeability.UNKNOWN,
                draft ? Optional.of("it is a draft") : Optional.empty());
    }

    @Override
    protected Details unsettled(Details details) {
        return obstructed(
                details, Mergeability.CONFLICTING, Optional.of("Gitea cannot merge it: it conflicts with its target"));
    }

    @Override
    protected boolean approves(Json review) {
        return super.approves(review) && review.flag("official");
    }

    @Override
    protected boolean decides(Json review) {
        return DECISIONS.contains(review.text("state")) && !review.flag("dismissed");
    }

    @Override
    protected List<Json> reviews(long number) {
        return to("read the reviews of", number)
                .list(pull(number).at("reviews").with("limit", PAGE))
                .toList();
    }

    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        try {
            to("merge", number)
                    .postOnce(
                            pull(number).at("merge"),
                            Json.object().put("Do", style()).put("head_commit_id", details.head()),
                            () -> to("read", number).find(pull(number)).filter(pull -> pull.flag("merged")));
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            // Of conflicts Gitea tells what Git printed, and no message.
            boolean moved = e.words().contains("out of date") || e.words().contains("PushRejected");
            return moved ? MergeAttempt.refused(e) : MergeAttempt.conflicting();
        } catch (ForgeException.Rejected e) {
            return e.words().contains("try again later") ? MergeAttempt.again(e) : MergeAttempt.refused(e);
        }
    }

    /** A merge keeps the change's own commit, and with it its trailers; the others where the repository allows no merges. */
    private String style() {
        Json settings = to("read the settings").get(repository);
        if (settings.maybe("allow_merge_commits").isEmpty() || settings.flag("allow_merge_commits")) {
            return "merge";
        }
        if (settings.flag("allow_fast_forward_only_merge")) {
            return "fast-forward-only";
        }
        return settings.flag("allow_rebase") ? "rebase" : "squash";
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new GiteaProvenance(to("look for the pull request of " + commit), repository)
                .of(commit, branch).stream().map(this::details).toList();
    }

    @Override
    public Optional<Protection> protection(String branch) {
        Json told = to("read the protection of " + branch).get(repository.at("branches", branch));
        if (!told.flag("protected")) {
            return Optional.of(new Protection(false, 0, false));
        }
        Optional<Json> rule = rule(told.maybe("effective_branch_protection_name"), branch);
        return Optional.of(new Protection(
                !rule.map(all -> all.flag("enable_push")).orElse(told.flag("user_can_push")),
                (int) Math.min(100, told.number("required_approvals")),
                rule.filter(all -> all.flag("block_on_official_review_requests"))
                        .isPresent()));
    }

    /** The rule itself, which only administrators of the repository may read. */
    private Optional<Json> rule(Optional<String> name, String branch) {
        try {
            return name.filter(text -> !text.isEmpty())
                    .flatMap(text ->
                            to("read the protection of " + branch).find(repository.at("branch_protections", text)));
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return rest.to("ask Gitea whose token this is").get(Resource.of("user")).text("login");
    }
}
