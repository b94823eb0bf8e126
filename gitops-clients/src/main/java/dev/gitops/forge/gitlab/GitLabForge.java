package dev.gitops.forge.gitlab;

import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.HostedForge;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.forge.Said;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Merge requests on GitLab. */
final class GitLabForge extends HostedForge {

    private static final int LONGEST_BODY = 1_048_576;
    private static final Set<String> UNSETTLED = Set.of(
            "unchecked",
            "checking",
            "preparing",
            "approvals_syncing",
            "cannot_be_merged_recheck",
            "cannot_be_merged_rechecking");
    private static final Set<String> CONFLICTS = Set.of("conflict", "broken_status", "cannot_be_merged");
    private static final Set<String> READY = Set.of("mergeable", "can_be_merged");

    private final Resource project;

    GitLabForge(RestClient rest, RepositoryAddress address) {
        super(rest, address, "merge request");
        this.project = Resource.of("projects", address.path());
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the merge request from " + sourceBranch + " to " + targetBranch)
                .list(project.at("merge_requests")
                        .with("state", "opened")
                        .with("source_branch", sourceBranch)
                        .with("target_branch", targetBranch)
                        .with("per_page", 100))
                .filter(merge -> merge.text("source_branch").equals(sourceBranch))
                .filter(merge -> merge.text("target_branch").equals(targetBranch))
                .filter(merge -> merge.number("source_project_id") == merge.number("target_project_id"))
                .findFirst();
    }

    @Override
    protected Json create(Draft draft) {
        return toOpen(draft)
                .postOnce(
                        project.at("merge_requests"),
                        Json.object()
                                .put("title", draft.title())
                                .put("description", draft.body())
                                .put("source_branch", draft.sourceBranch())
                                .put("target_branch", draft.targetBranch()),
                        () -> find(draft.sourceBranch(), draft.targetBranch()));
    }

    @Override
    protected Json rewrite(long number, Json open, Draft draft) {
        return to("update", number)
                .put(
                        mergeRequest(number),
                        Json.object().put("title", draft.title()).put("description", draft.body()));
    }

    /** GitLab lets only the bots of project and group tokens reset approvals; it answers everybody else 401. */
    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        GitLabApprovals approvals = approvals(number);
        if (all ? approvals.none() : approvals.noneStale()) {
            return true;
        }
        try {
            to("reset the approvals of", number).put(mergeRequest(number).at("reset_approvals"), Json.object());
            return true;
        } catch (ForgeException.Unauthorised | ForgeException.Forbidden | ForgeException.NotFound e) {
            return false;
        }
    }

    @Override
    protected void ask(long number, Json open, Draft draft, List<String> notices) {
        new GitLabReviewers(to("ask for reviews of", number), mergeRequest(number), address.owner())
                .ask(open, draft.reviewers(), notices);
        List<String> labels = draft.labels().stream()
                .filter(label -> !label.contains(","))
                .sorted()
                .toList();
        draft.labels().stream()
                .filter(label -> label.contains(","))
                .forEach(label ->
                        notices.add("could not set the label " + label + ": GitLab separates labels by commas"));
        try {
            if (!labels.isEmpty()) {
                to("label", number)
                        .put(mergeRequest(number), Json.object().put("add_labels", String.join(",", labels)));
            }
        } catch (ForgeException.Forbidden | ForgeException.Rejected e) {
            notices.add("could not set the labels " + String.join(", ", labels) + ": " + e.getMessage());
        }
    }

    @Override
    protected Said said(Json merge) {
        return new Said(
                changeRequest(merge),
                merge.text("title"),
                merge.maybe("description").orElse(""));
    }

    private static ChangeRequest changeRequest(Json merge) {
        ChangeRequest.State state = switch (merge.text("state")) {
            case "merged" -> ChangeRequest.State.MERGED;
            case "closed" -> ChangeRequest.State.CLOSED;
            default -> ChangeRequest.State.OPEN;
        };
        return new ChangeRequest(merge.text("web_url"), merge.number("iid"), state);
    }

    @Override
    public Details details(long number) {
        Json merge = to("read", number).get(mergeRequest(number));
        ChangeRequest request = changeRequest(merge);
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        boolean open = request.state() == ChangeRequest.State.OPEN;
        String status = merge.maybe("detailed_merge_status")
                .or(() -> merge.maybe("merge_status"))
                .orElse("unchecked");
        Mergeability mergeability = open ? mergeability(merge, status) : Mergeability.UNKNOWN;
        return new Details(
                request,
                merge.text("author", "username"),
                merge.text("source_branch"),
                merge.text("target_branch"),
                merge.text("sha"),
                merged ? mergedAs(merge) : Optional.empty(),
                merge.maybe("merge_user", "username").or(() -> merge.maybe("merged_by", "username")),
                merge.time("merged_at").orElse(null),
                approvals(number).ofHead(request.url()),
                mergeability,
                mergeability == Mergeability.BLOCKED || mergeability == Mergeability.CONFLICTING
                        ? Optional.of(status.replace('_', ' '))
                        : Optional.empty());
    }

    /** A fast-forward makes no commit of its own: then the head itself came to the target. */
    private static Optional<String> mergedAs(Json merge) {
        return merge.maybe("merge_commit_sha")
                .or(() -> merge.maybe("squash_commit_sha"))
                .or(() -> merge.maybe("sha"));
    }

    private static Mergeability mergeability(Json merge, String status) {
        if (UNSETTLED.contains(status) || merge.text("state").equals("locked")) {
            return Mergeability.UNKNOWN;
        }
        if (CONFLICTS.contains(status) || merge.flag("has_conflicts")) {
            return Mergeability.CONFLICTING;
        }
        return READY.contains(status) ? Mergeability.READY : Mergeability.BLOCKED;
    }

    private GitLabApprovals approvals(long number) {
        return GitLabApprovals.read(to("read the approvals of", number), mergeRequest(number));
    }

    @Override
    public void close(long number, String comment) {
        comment(number, comment);
        to("close", number).put(mergeRequest(number), Json.object().put("state_event", "close"));
    }

    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        try {
            to("merge", number)
                    .put(mergeRequest(number).at("merge"), Json.object().put("sha", details.head()));
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            return MergeAttempt.refused(e);
        } catch (ForgeException.Rejected e) {
            // What it thinks of the merge request may have changed since it was read.
            return MergeAttempt.again(e);
        } catch (ForgeException.Unauthorised e) {
            return MergeAttempt.refused("the token's user may not merge into " + details.targetBranch());
        }
    }

    @Override
    public void comment(long number, String text) {
        Resource notes = mergeRequest(number).at("notes");
        to("comment on", number)
                .postOnce(
                        notes,
                        Json.object().put("body", text),
                        () -> to("comment on", number)
                                .list(notes.with("per_page", 100))
                                .filter(note ->
                                        note.maybe("body").filter(text::equals).isPresent())
                                .findAny());
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        try {
            return to("look for the merge requests of " + commit)
                    .list(project.at("repository", "commits", commit, "merge_requests")
                            .with("per_page", 100))
                    .filter(merge -> merge.text("state").equals("merged"))
                    .filter(merge -> merge.text("target_branch").equals(branch))
                    .map(merge -> details(merge.number("iid")))
                    .toList();
        } catch (ForgeException.NotFound e) {
            if (e.words().contains("Commit")) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new GitLabProtection(to("read the protection of " + branch), project).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return rest.to("ask GitLab whose token this is")
                .get(Resource.of("user"))
                .text("username");
    }

    private Resource mergeRequest(long number) {
        return project.at("merge_requests").at(number);
    }
}
