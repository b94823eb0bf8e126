package dev.gitops.forge.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.HostTalk;
import dev.gitops.forge.HostedForge;
import dev.gitops.forge.MergeAttempt;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.forge.RequestText;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.RestClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pull requests on Azure DevOps. Users are known by their sign-in names, which are unique in an organisation. */
final class AzureForge extends HostedForge {

    private static final int LONGEST_BODY = 4_000;
    private static final int LONGEST_COMMENT = 150_000;
    private static final int PAGE = 100;
    private static final String BRANCHES = "refs/heads/";

    private final AzureRepository repository;

    AzureForge(RestClient rest, RepositoryAddress address) {
        super(rest, address, "pull request");
        this.repository = AzureRepository.of(address);
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the pull request from " + sourceBranch + " to " + targetBranch)
                .skipped(
                        repository
                                .at("pullrequests")
                                .with("searchCriteria.status", "active")
                                .with("searchCriteria.sourceRefName", BRANCHES + sourceBranch)
                                .with("searchCriteria.targetRefName", BRANCHES + targetBranch),
                        PAGE)
                .filter(pull -> pull.is("active", "status"))
                .filter(pull -> pull.is(BRANCHES + sourceBranch, "sourceRefName"))
                .filter(pull -> pull.is(BRANCHES + targetBranch, "targetRefName"))
                .filter(pull -> pull.part("forkSource").isEmpty())
                .findFirst();
    }

    @Override
    protected Json create(Draft draft) {
        return toOpen(draft)
                .postOnce(
                        repository.at("pullrequests"),
                        described(draft)
                                .put("sourceRefName", BRANCHES + draft.sourceBranch())
                                .put("targetRefName", BRANCHES + draft.targetBranch()),
                        () -> find(draft.sourceBranch(), draft.targetBranch()));
    }

    private static ObjectNode described(Draft draft) {
        return Json.object().put("title", draft.title()).put("description", draft.body());
    }

    @Override
    protected Json rewrite(long number, Json open, Draft draft) {
        return to("update", number).patch(repository.pull(number), described(draft));
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        List<Json> voters = to("read", number).get(repository.pull(number)).items("reviewers").stream()
                .filter(AzureApprovals::approves)
                .toList();
        if (voters.isEmpty()) {
            return true;
        }
        AzureApprovals approvals = approvals(number);
        if (!all && voters.stream().allMatch(approvals::counts)) {
            return true;
        }
        var votes = Json.object().arrayNode();
        voters.forEach(voter -> votes.addObject().put("id", voter.text("id")).put("vote", 0));
        try {
            to("reset the votes of", number).patch(repository.pull(number, "reviewers"), votes);
            return true;
        } catch (ForgeException.Forbidden | ForgeException.NotFound | ForgeException.Rejected e) {
            return false;
        }
    }

    /** Reviewers are taken by the ids of their identities alone. */
    @Override
    protected void ask(long number, Json open, Draft draft, List<String> notices) {
        for (String reviewer : draft.reviewers()) {
            if (!reviewer.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                notices.add("could not ask " + reviewer + " for a review: Azure DevOps takes the id of an identity;"
                        + " or let the branch's policy require the reviewers");
                continue;
            }
            try {
                to("ask for a review of", number)
                        .put(
                                repository.pull(number, "reviewers", reviewer),
                                Json.object().put("id", reviewer).put("vote", 0));
            } catch (ForgeException.Forbidden | ForgeException.NotFound | ForgeException.Rejected e) {
                notices.add("could not ask " + reviewer + " for a review: " + e.getMessage());
            }
        }
        for (String label : draft.labels()) {
            try {
                to("label", number)
                        .post(repository.pull(number, "labels"), Json.object().put("name", label));
            } catch (ForgeException.Forbidden | ForgeException.Rejected | ForgeException.Conflict e) {
                notices.add("could not set the label " + label + ": " + e.getMessage());
            }
        }
    }

    @Override
    protected RequestText text(Json pull) {
        return new RequestText(
                changeRequest(pull),
                pull.text("title"),
                pull.maybe("description").orElse(""));
    }

    private static ChangeRequest changeRequest(Json pull) {
        long number = pull.number("pullRequestId");
        ChangeRequest.State state = switch (pull.text("status")) {
            case "completed" -> ChangeRequest.State.MERGED;
            case "active" -> ChangeRequest.State.OPEN;
            default -> ChangeRequest.State.CLOSED;
        };
        String url = pull.maybe("repository", "webUrl")
                .map(web -> web + "/pullrequest/" + number)
                .orElse("");
        return new ChangeRequest(url, number, state);
    }

    @Override
    public Details details(long number) {
        Json pull = to("read", number).get(repository.pull(number));
        ChangeRequest request = changeRequest(pull);
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        boolean open = request.state() == ChangeRequest.State.OPEN;
        String status =
                pull.flag("isDraft") ? "draft" : pull.maybe("mergeStatus").orElse("notSet");
        return new Details(
                request,
                pull.maybe("createdBy", "uniqueName"),
                branch(pull, "sourceRefName"),
                branch(pull, "targetRefName"),
                pull.maybeCommit("lastMergeSourceCommit", "commitId").orElse(""),
                merged ? pull.maybeCommit("lastMergeCommit", "commitId") : Optional.empty(),
                merged ? pull.maybe("closedBy", "uniqueName") : Optional.empty(),
                merged ? pull.time("closedDate").orElse(null) : null,
                approvals(pull, number, request),
                open ? mergeability(status) : Mergeability.UNKNOWN,
                open ? obstacle(status, pull) : Optional.empty());
    }

    private static Mergeability mergeability(String status) {
        return switch (status) {
            case "succeeded" -> Mergeability.READY;
            case "conflicts" -> Mergeability.CONFLICTING;
            case "draft", "rejectedByPolicy", "failure" -> Mergeability.BLOCKED;
            default -> Mergeability.UNKNOWN;
        };
    }

    private static Optional<String> obstacle(String status, Json pull) {
        return switch (status) {
            case "draft" -> Optional.of("it is a draft");
            case "conflicts" -> Optional.of("it conflicts with its target");
            case "rejectedByPolicy" -> Optional.of("a policy of the branch does not allow it");
            case "failure" -> pull.maybe("mergeFailureMessage").or(() -> Optional.of("the merge failed"));
            default -> Optional.empty();
        };
    }

    private static List<Json> voters(Json pull) {
        return pull.items("reviewers").stream().filter(AzureApprovals::approves).toList();
    }

    private List<Approval> approvals(Json pull, long number, ChangeRequest request) {
        List<Json> voters = voters(pull);
        if (voters.isEmpty()) {
            return List.of();
        }
        AzureApprovals approvals = approvals(number);
        return voters.stream()
                .filter(approvals::counts)
                .flatMap(voter -> voter.maybe("uniqueName").stream())
                .map(name -> new Approval(name, null, request.url(), null))
                .toList();
    }

    @Override
    public List<EarlierApproval> earlierApprovals(long number) {
        Json pull = to("read", number).get(repository.pull(number));
        List<Json> voters = voters(pull);
        if (voters.isEmpty()) {
            return List.of();
        }
        AzureApprovals approvals = approvals(number);
        String url = changeRequest(pull).url();
        return voters.stream()
                .flatMap(voter -> voter
                        .maybe("uniqueName")
                        .flatMap(name -> approvals
                                .earlierHead(voter)
                                .map(head -> new EarlierApproval(new Approval(name, null, url, null), head)))
                        .stream())
                .toList();
    }

    private AzureApprovals approvals(long number) {
        return AzureApprovals.read(to("read the votes of", number), repository, number);
    }

    private static String branch(Json pull, String end) {
        String ref = pull.text(end);
        return ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
    }

    @Override
    protected HostTalk talk(Call call) {
        return new AzureTalk(call, repository);
    }

    @Override
    public int longestComment() {
        return LONGEST_COMMENT;
    }

    @Override
    public void close(long number, String comment) {
        comment(number, comment);
        to("abandon", number).patch(repository.pull(number), Json.object().put("status", "abandoned"));
    }

    /** The completion is carried out later; until then it is asked again, which changes nothing. */
    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        ObjectNode body = Json.object().put("status", "completed");
        body.putObject("lastMergeSourceCommit").put("commitId", details.head());
        body.putObject("completionOptions")
                .put("mergeStrategy", "noFastForward")
                .put("deleteSourceBranch", false);
        try {
            Json answer = to("complete", number).patch(repository.pull(number), body);
            return answer.is("completed", "status") ? MergeAttempt.MERGED : MergeAttempt.again("it is being completed");
        } catch (ForgeException.Conflict | ForgeException.Rejected | ForgeException.Forbidden e) {
            return MergeAttempt.refused(e);
        }
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new AzureProvenance(to("look for the pull requests of " + commit), repository)
                .of(commit, branch).stream().map(this::details).toList();
    }

    @Override
    public Set<String> contributors(long number) {
        Set<String> people = new LinkedHashSet<>();
        to("read", number)
                .get(repository.pull(number))
                .maybe("createdBy", "uniqueName")
                .ifPresent(people::add);
        // An iteration is what somebody pushed.
        to("read the iterations of", number)
                .get(repository.pull(number, "iterations"))
                .list("value")
                .forEach(push -> push.maybe("author", "uniqueName").ifPresent(people::add));
        to("read the commits of", number)
                .skipped(repository.pull(number, "commits"), PAGE)
                .forEach(commit -> List.of("author", "committer")
                        .forEach(role -> commit.maybe(role, "email").ifPresent(people::add)));
        return people;
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new AzureProtection(to("read the protection of " + branch), repository).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        Json user = rest.to("ask Azure DevOps whose token this is in " + address.path())
                .get(repository.ofOrganisation("connectionData"));
        return user.maybe("authenticatedUser", "properties", "Account", "$value")
                .orElseGet(() -> user.text("authenticatedUser", "providerDisplayName"));
    }
}
