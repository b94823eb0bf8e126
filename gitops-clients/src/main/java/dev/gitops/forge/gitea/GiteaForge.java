package dev.gitops.forge.gitea;

import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.PullRequestForge;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pull requests on Gitea and Forgejo. */
final class GiteaForge extends PullRequestForge {

    /** Gitea has no limit of its own; a body beyond this is more than a person reads. */
    private static final int LONGEST_BODY = 262_144;

    private static final int PAGE = 50;
    private static final Pattern HELPED =
            Pattern.compile("(?mi)^\\h*(?:co-authored-by|co-developed-by|requested-by):.{0,300}?<([^<>\\s]{3,300})>");
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
                .filter(pull -> pull.is(targetBranch, "base", "ref"))
                .filter(pull -> pull.is(sourceBranch, "head", "ref"))
                .filter(pull -> pull.same("head.repo_id", "base.repo_id"))
                .findFirst();
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        String head = open.commit("head", "sha");
        try {
            for (Json review : reviews(number)) {
                boolean approves = state(review).equals("APPROVED") && !review.flag("dismissed");
                if (approves && (all || !ofHead(review, head))) {
                    to("dismiss a review of", number)
                            .post(
                                    pull(number)
                                            .at("reviews")
                                            .at(review.number("id"))
                                            .at("dismissals"),
                                    Json.object().put("message", "The change is another one now."));
                }
            }
            return true;
        } catch (ForgeException.Forbidden | ForgeException.NotFound e) {
            return false;
        }
    }

    /** Gitea counts those among the asked who have answered; of an earlier state that is no answer. */
    @Override
    protected Set<String> asked(long number, Json open) {
        Set<String> asked = super.asked(number, open);
        for (Json review : reviews(number)) {
            String login = review.maybe("user", "login").orElse("").toLowerCase(Locale.ROOT);
            if (state(review).equals("REQUEST_REVIEW")) {
                asked.add(login);
            } else if (DECISIONS.contains(state(review))) {
                asked.remove(login);
            }
        }
        return asked;
    }

    @Override
    public void deleting(String branch, Runnable deletion) {
        new GiteaDeletions(to("read the activity of " + address.path()), repository).settle(branch, deletion);
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
        String head = head(pull);
        boolean open = request.state() == ChangeRequest.State.OPEN;
        boolean draft = open && pull.flag("draft");
        return new Details(
                request,
                pull.maybe("user", "login"),
                pull.text("head", "ref"),
                pull.text("base", "ref"),
                head,
                merged ? pull.maybeCommit("merge_commit_sha") : Optional.empty(),
                merged ? pull.maybe("merged_by", "login") : Optional.empty(),
                merged ? pull.time("merged_at").orElse(null) : null,
                approvals(request.number(), head),
                // Gitea says the same, false, of what it still checks and of what conflicts.
                draft
                        ? Mergeability.BLOCKED
                        : open && pull.flag("mergeable") ? Mergeability.READY : Mergeability.UNKNOWN,
                draft ? Optional.of("it is a draft") : Optional.empty());
    }

    @Override
    protected String head(Json pull) {
        return new GiteaHeads(to("read", pull.number("number")), repository).of(pull);
    }

    @Override
    protected Details unsettled(Details details) {
        return obstructed(
                details, Mergeability.CONFLICTING, Optional.of("Gitea cannot merge it: it conflicts with its target"));
    }

    @Override
    protected boolean approves(Json review) {
        return super.approves(review) && review.flag("official") && review.denied("dismissed");
    }

    @Override
    protected boolean decides(Json review) {
        return DECISIONS.contains(state(review)) && !review.flag("dismissed");
    }

    private List<Json> timeline(long number) {
        return to("read the timeline of", number)
                .list(repository.at("issues").at(number).at("timeline").with("limit", PAGE))
                .toList();
    }

    @Override
    protected Optional<Instant> retargeted(long number) {
        return timeline(number).stream()
                .filter(event -> event.text("type").equals("change_target_branch"))
                .map(event -> event.time("created_at").orElse(Instant.MAX))
                .max(Instant::compareTo);
    }

    /** That a review is official says it already. */
    @Override
    protected boolean mayApprove(String login) {
        return true;
    }

    @Override
    public Set<String> contributors(long number) {
        List<Json> commits = to("read the commits of", number)
                .list(pull(number)
                        .at("commits")
                        .with("limit", PAGE)
                        .with("files", "false")
                        .with("verification", "false"))
                .toList();
        Set<String> people = people(commits);
        people.addAll(named(number, commits));
        to("read", number).get(pull(number)).maybe("user", "login").ifPresent(people::add);
        timeline(number).stream()
                .filter(event -> event.text("type").equals("pull_push"))
                .forEach(event -> event.maybe("user", "login").ifPresent(people::add));
        return people;
    }

    /** Reviewers whose mail address stands in a commit's message as that of somebody who helped. */
    private List<String> named(long number, List<Json> commits) {
        Set<String> mails = commits.stream()
                .flatMap(commit -> HELPED.matcher(
                                commit.maybe("commit", "message").orElse(""))
                        .results())
                .map(helped -> helped.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return mails.isEmpty()
                ? List.of()
                : reviews(number).stream()
                        .filter(review -> review.maybe("user", "email")
                                .filter(mail -> mails.contains(mail.toLowerCase(Locale.ROOT)))
                                .isPresent())
                        .flatMap(review -> review.maybe("user", "login").stream())
                        .toList();
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
        if (!settings.has("allow_merge_commits") || settings.flag("allow_merge_commits")) {
            return "merge";
        }
        if (settings.flag("allow_fast_forward_only_merge")) {
            return "fast-forward-only";
        }
        return settings.flag("allow_rebase") ? "rebase" : "squash";
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new GiteaProvenance(to("look for the pull request of " + commit), repository, branch)
                .of(commit).stream().map(this::details).toList();
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new GiteaProtection(to("read the protection of " + branch), repository, this::whoAmI).of(branch);
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
