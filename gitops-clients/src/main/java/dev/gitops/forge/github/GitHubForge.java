package dev.gitops.forge.github;

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

/** Pull requests on GitHub. */
final class GitHubForge extends PullRequestForge {

    private static final int LONGEST_BODY = 65_536;
    private static final Set<String> DECISIONS = Set.of("APPROVED", "CHANGES_REQUESTED", "DISMISSED");

    GitHubForge(RestClient rest, RepositoryAddress address) {
        super(rest, address);
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
                .filter(pull -> pull.text("head", "ref").equals(sourceBranch))
                .filter(pull -> pull.text("base", "ref").equals(targetBranch))
                .findFirst();
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        String head = open.text("head", "sha");
        try {
            for (Json review : reviews(number)) {
                if (review.text("state").equals("APPROVED") && (all || !ofHead(review, head))) {
                    to("dismiss a review of", number)
                            .put(
                                    pull(number).at("reviews", review.text("id"), "dismissals"),
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
        String head = pull.text("head", "sha");
        String state = pull.maybe("mergeable_state").orElse("unknown");
        return new Details(
                request,
                pull.text("user", "login"),
                pull.text("head", "ref"),
                pull.text("base", "ref"),
                head,
                merged ? pull.maybe("merge_commit_sha") : Optional.empty(),
                pull.maybe("merged_by", "login"),
                pull.time("merged_at").orElse(null),
                approvals(number, head),
                request.state() == ChangeRequest.State.OPEN ? mergeability(pull, state) : Mergeability.UNKNOWN,
                obstacle(state));
    }

    private static Mergeability mergeability(Json pull, String state) {
        if (pull.maybe("mergeable").isEmpty()) {
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
        return DECISIONS.contains(review.text("state"));
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
            return e.words().contains("Base branch was modified") ? MergeAttempt.again(e) : MergeAttempt.refused(e);
        }
    }

    /** A merge keeps the change's own commit, and with it its trailers; the others where the repository allows no merges. */
    private String method() {
        Json settings = to("read the settings").get(repository);
        boolean told = settings.maybe("allow_merge_commit").isPresent();
        if (!told || settings.flag("allow_merge_commit")) {
            return "merge";
        }
        return settings.flag("allow_rebase_merge") ? "rebase" : "squash";
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        try {
            return to("look for the pull requests of " + commit)
                    .list(repository.at("commits", commit, "pulls").with("per_page", 100))
                    .filter(pull -> pull.maybe("merged_at").isPresent())
                    .filter(pull -> pull.text("base", "ref").equals(branch))
                    .map(pull -> details(pull.number("number")))
                    .toList();
        } catch (ForgeException.Rejected e) {
            if (e.words().contains("No commit found")) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new GitHubProtection(to("read the protection of " + branch), repository).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return rest.to("ask GitHub whose token this is")
                .get(Resource.of("user"))
                .text("login");
    }
}
