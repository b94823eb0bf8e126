package dev.gitops.forge.github;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.PullRequestForge;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.RestClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pull requests on GitHub. */
final class GitHubForge extends PullRequestForge {

    private static final int LONGEST_BODY = 65_536;
    private static final Set<String> WRITERS = Set.of("write", "maintain", "admin");

    /** The name under which GitHub shows all users who are gone. */
    private static final String GHOST = "ghost";

    private static final Set<String> DECISIONS = Set.of("APPROVED", "CHANGES_REQUESTED", "DISMISSED");

    private final GitHubIdentity identity;

    GitHubForge(RestClient rest, RepositoryAddress address, Optional<Long> application) {
        super(rest, address);
        this.identity = new GitHubIdentity(rest, application);
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the pull request from " + sourceBranch + " to " + targetBranch)
                .list(repository
                        .at("pulls")
                        .with("state", "open")
                        .with("head", address.owner() + ":" + sourceBranch)
                        .with("base", targetBranch)
                        .with("per_page", 100))
                .filter(pull -> pull.is(sourceBranch, "head", "ref"))
                .filter(pull -> pull.is(targetBranch, "base", "ref"))
                // A fork may belong to the same owner; of a deleted fork there is none.
                .filter(pull -> pull.same("head.repo.id", "base.repo.id"))
                .findFirst();
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        String head = open.commit("head", "sha");
        try {
            for (Json review : reviews(number)) {
                if (state(review).equals("APPROVED") && (all || !ofHead(review, head))) {
                    to("dismiss a review of", number)
                            .put(
                                    pull(number)
                                            .at("reviews")
                                            .at(review.number("id"))
                                            .at("dismissals"),
                                    Json.object().put("message", "The change is another one now."));
                }
            }
            return true;
        } catch (ForgeException.Forbidden | ForgeException.NotFound | ForgeException.Rejected e) {
            return false;
        }
    }

    @Override
    protected void label(long number, Set<String> labels) {
        var names = Json.object();
        var list = names.putArray("labels");
        for (String label : labels) {
            if (to("look for a label").find(repository.at("labels", label)).isEmpty()) {
                makeLabel(label);
            }
            list.add(label);
        }
        to("label", number).post(repository.at("issues").at(number).at("labels"), names);
    }

    private void makeLabel(String label) {
        try {
            to("make a label")
                    .post(
                            repository.at("labels"),
                            Json.object().put("name", label).put("color", "1d76db"));
        } catch (ForgeException.Rejected e) {
            if (to("look for a label").find(repository.at("labels", label)).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public Details details(long number) {
        Json pull = to("read", number).get(pull(number));
        ChangeRequest request = changeRequest(pull);
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        boolean open = request.state() == ChangeRequest.State.OPEN;
        String head = pull.commit("head", "sha");
        String state =
                pull.flag("draft") ? "draft" : pull.maybe("mergeable_state").orElse("unknown");
        List<Approval> approvals = approvals(number, head);
        Details details = new Details(
                request,
                pull.maybe("user", "login"),
                pull.text("head", "ref"),
                pull.text("base", "ref"),
                head,
                merged ? pull.maybeCommit("merge_commit_sha") : Optional.empty(),
                merged ? pull.maybe("merged_by", "login") : Optional.empty(),
                merged ? pull.time("merged_at").orElse(null) : null,
                approvals,
                open ? mergeability(pull, state) : Mergeability.UNKNOWN,
                open ? obstacle(state) : Optional.empty());
        // Only what was approved comes into the queue.
        return open && !approvals.isEmpty() && timeline(number).queued()
                ? obstructed(details, Mergeability.QUEUED, Optional.of("it stands in GitHub's merge queue"))
                : details;
    }

    private static Mergeability mergeability(Json pull, String state) {
        if (state.equals("draft")) {
            return Mergeability.BLOCKED;
        }
        if (!pull.flag("mergeable") && !pull.denied("mergeable")) {
            return Mergeability.UNKNOWN;
        }
        if (!pull.flag("mergeable")) {
            return Mergeability.CONFLICTING;
        }
        return switch (state) {
            case "unknown" -> Mergeability.UNKNOWN;
            case "dirty" -> Mergeability.CONFLICTING;
            case "blocked", "behind", "draft" -> Mergeability.BLOCKED;
            default -> Mergeability.READY;
        };
    }

    private static Optional<String> obstacle(String state) {
        return switch (state) {
            case "dirty" -> Optional.of("it conflicts with its target");
            case "blocked" -> Optional.of("approvals or checks that GitHub requires are missing");
            case "behind" -> Optional.of("its branch must be brought up to date with its target");
            case "draft" -> Optional.of("it is a draft");
            default -> Optional.empty();
        };
    }

    @Override
    protected boolean decides(Json review) {
        return DECISIONS.contains(state(review));
    }

    private GitHubTimeline timeline(long number) {
        return GitHubTimeline.read(to("read the timeline of", number), repository, number);
    }

    @Override
    protected Optional<Instant> retargeted(long number) {
        return timeline(number).retargeted();
    }

    /** On a public repository anybody may approve; GitHub itself counts only those who may write. */
    @Override
    protected boolean mayApprove(String login) {
        return !login.equals(GHOST)
                && to("read the permission of " + login)
                        .find(repository.at("collaborators", login, "permission"))
                        .flatMap(told -> told.maybe("permission"))
                        .filter(WRITERS::contains)
                        .isPresent();
    }

    @Override
    protected List<Json> reviews(long number) {
        return to("read the reviews of", number)
                .list(pull(number).at("reviews").with("per_page", 100))
                .toList();
    }

    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        try {
            to("merge", number)
                    .put(
                            pull(number).at("merge"),
                            Json.object().put("sha", details.head()).put("merge_method", method()));
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            return MergeAttempt.refused(e);
        } catch (ForgeException.Rejected e) {
            if (e.words().contains("merge queue")) {
                return MergeAttempt.refused(
                        "the branch is merged by GitHub's merge queue only: add it there (\"" + e.words() + "\")");
            }
            return e.words().contains("Base branch was modified") ? MergeAttempt.again(e) : MergeAttempt.refused(e);
        }
    }

    /** A merge keeps the change's own commit, and with it its trailers; the others where the repository allows no merges. */
    private String method() {
        Json settings = to("read the settings").get(repository);
        boolean told = settings.has("allow_merge_commit");
        if (!told || settings.flag("allow_merge_commit")) {
            return "merge";
        }
        return settings.flag("allow_rebase_merge") ? "rebase" : "squash";
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new GitHubProvenance(to("look for the pull requests of " + commit), repository)
                .of(commit, branch).stream().map(this::details).toList();
    }

    @Override
    public Set<String> contributors(long number) {
        Json pull = to("read", number).get(pull(number));
        List<Json> commits = to("read the commits of", number)
                .list(pull(number).at("commits").with("per_page", 100))
                .toList();
        Set<String> people = people(commits);
        pull.maybe("user", "login").ifPresent(people::add);
        people.addAll(new GitHubPushers(to("read the pushes of", number), repository).of(pull, commits));
        // A merge on the web site is committed by GitHub itself.
        people.removeAll(Set.of("web-flow", "noreply@github.com", GHOST));
        return people;
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new GitHubProtection(to("read the protection of " + branch), repository, identity).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return identity.name();
    }
}
