package dev.gitops.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.HostTalk;
import dev.gitops.forge.HostedForge;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.forge.RequestText;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private static final Set<String> TRAVELLING = Set.of("idle", "fresh", "stale", "merging");
    private static final Set<String> READY = Set.of("mergeable", "can_be_merged");

    private final Resource project;
    private @Nullable Json settings;

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
                .filter(merge -> merge.is(sourceBranch, "source_branch"))
                .filter(merge -> merge.is(targetBranch, "target_branch"))
                // Of a deleted fork there is no source project.
                .filter(merge -> merge.same("source_project_id", "target_project_id"))
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
    protected RequestText text(Json merge) {
        return new RequestText(
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
        String status = status(merge);
        // GitLab has not read the branch yet where it tells no head.
        Optional<String> head = merge.maybeCommit("sha");
        Mergeability mergeability = open && head.isPresent() ? mergeability(merge, status) : Mergeability.UNKNOWN;
        Details details = new Details(
                request,
                merge.maybe("author", "username"),
                merge.text("source_branch"),
                merge.text("target_branch"),
                head.orElse(""),
                merged ? mergedAs(merge) : Optional.empty(),
                merged
                        ? merge.maybe("merge_user", "username").or(() -> merge.maybe("merged_by", "username"))
                        : Optional.empty(),
                merged ? merge.time("merged_at").orElse(null) : null,
                head.isPresent() ? approvals(number).ofHead(request.url()) : List.of(),
                mergeability,
                mergeability == Mergeability.BLOCKED || mergeability == Mergeability.CONFLICTING
                        ? Optional.of(status.replace('_', ' '))
                        : Optional.empty());
        Optional<String> train = open ? onTrain(number) : Optional.empty();
        return train.isPresent() ? obstructed(details, Mergeability.QUEUED, train) : details;
    }

    private static String status(Json merge) {
        if (merge.flag("has_conflicts")) {
            return "conflict";
        }
        if (merge.flag("draft") || merge.flag("work_in_progress")) {
            return "draft status";
        }
        return merge.maybe("detailed_merge_status")
                .or(() -> merge.maybe("merge_status"))
                .orElse("unchecked");
    }

    /** Where it stands on the merge train; asked only where the project has trains. */
    private Optional<String> onTrain(long number) {
        if (!project().flag("merge_trains_enabled")) {
            return Optional.empty();
        }
        try {
            return to("look for the place on the merge train of", number)
                    .find(project.at("merge_trains", "merge_requests").at(number))
                    .flatMap(car -> car.maybe("status"))
                    .filter(TRAVELLING::contains)
                    .map(status -> "it stands on GitLab's merge train (" + status + ")");
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    private synchronized Json project() {
        if (settings == null) {
            settings = to("read the project").get(project);
        }
        return settings;
    }

    /** A fast-forward makes no commit of its own: then the head itself came to the target. */
    private static Optional<String> mergedAs(Json merge) {
        return merge.maybeCommit("merge_commit_sha")
                .or(() -> merge.maybeCommit("squash_commit_sha"))
                .or(() -> merge.maybeCommit("sha"));
    }

    private static Mergeability mergeability(Json merge, String status) {
        if (UNSETTLED.contains(status) || merge.is("locked", "state")) {
            return Mergeability.UNKNOWN;
        }
        if (CONFLICTS.contains(status)) {
            return Mergeability.CONFLICTING;
        }
        return READY.contains(status) ? Mergeability.READY : Mergeability.BLOCKED;
    }

    private GitLabApprovals approvals(long number) {
        return GitLabApprovals.read(to("read the approvals of", number), mergeRequest(number));
    }

    @Override
    public List<EarlierApproval> earlierApprovals(long number) {
        String url = to("read", number).get(mergeRequest(number)).text("web_url");
        return approvals(number).earlier(url);
    }

    @Override
    protected HostTalk talk(Call call) {
        return new GitLabTalk(call, project);
    }

    @Override
    public void close(long number, String comment) {
        comment(number, comment);
        to("close", number).put(mergeRequest(number), Json.object().put("state_event", "close"));
    }

    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        ObjectNode head = Json.object().put("sha", details.head());
        try {
            if (project().flag("merge_trains_enabled")) {
                to("add to the merge train", number)
                        .post(project.at("merge_trains", "merge_requests").at(number), head.put("auto_merge", true));
                return MergeAttempt.queued("it stands on GitLab's merge train");
            }
            to("merge", number).put(mergeRequest(number).at("merge"), head);
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            return MergeAttempt.refused(e);
        } catch (ForgeException.Rejected e) {
            return refused(number, e);
        } catch (ForgeException.Unauthorised e) {
            return MergeAttempt.refused("the token's user may not merge into " + details.targetBranch());
        }
    }

    /** The answer to the merge does not say why; what GitLab thinks of the merge request may have changed since it was read. */
    private MergeAttempt refused(long number, ForgeException.Rejected refusal) {
        Json merge = to("read", number).get(mergeRequest(number));
        String status = status(merge);
        return switch (mergeability(merge, status)) {
            case UNKNOWN -> MergeAttempt.again(refusal);
            case READY, QUEUED -> MergeAttempt.refused(refusal);
            case BLOCKED, CONFLICTING -> MergeAttempt.refused(status.replace('_', ' ') + " (" + refusal.words() + ")");
        };
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new GitLabProvenance(
                        to("look for the merge requests of " + commit),
                        project,
                        project().number("id"))
                .of(commit, branch).stream().map(this::details).toList();
    }

    /** Commits tell mail addresses alone; who pushed them stands in GitLab's notes. */
    @Override
    public Set<String> contributors(long number) {
        Set<String> people = new LinkedHashSet<>();
        to("read", number).get(mergeRequest(number)).maybe("author", "username").ifPresent(people::add);
        to("read the commits of", number)
                .list(mergeRequest(number).at("commits").with("per_page", 100))
                .forEach(commit -> Stream.of("author_email", "committer_email")
                        .forEach(key -> commit.maybe(key).ifPresent(people::add)));
        people.addAll(GitLabNotes.read(to("read the notes of", number), mergeRequest(number))
                .pushers());
        return people;
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new GitLabProtection(to("read the protection of " + branch), project, () -> user().number("id"))
                .of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return user().text("username");
    }

    private Json user() {
        return rest.to("ask GitLab whose token this is").get(Resource.of("user"));
    }

    private Resource mergeRequest(long number) {
        return project.at("merge_requests").at(number);
    }
}
