package dev.gitops.forge.bitbucketcloud;

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
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pull requests on Bitbucket Cloud. Users are known by their account's id, since the names they show may be chosen by others too. It has no labels, nobody can withdraw another's approval (then a new
 * pull request is opened), and an approval is of no commit: it counts where it came after the last push and the last change of the target.
 */
final class BitbucketCloudForge extends HostedForge {

    private static final int LONGEST_BODY = 32_768;

    private final Resource repository;

    BitbucketCloudForge(RestClient rest, RepositoryAddress address) {
        super(rest, address, "pull request");
        this.repository = Resource.of("repositories", address.owner(), address.name());
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the pull request from " + sourceBranch + " to " + targetBranch)
                .linked(repository
                        .at("pullrequests")
                        .with("state", "OPEN")
                        .with(
                                "q",
                                "source.branch.name = " + quoted(sourceBranch) + " AND destination.branch.name = "
                                        + quoted(targetBranch))
                        .with("pagelen", 50))
                .filter(pull -> pull.is("OPEN", "state"))
                .filter(pull -> pull.is(sourceBranch, "source", "branch", "name"))
                .filter(pull -> pull.is(targetBranch, "destination", "branch", "name"))
                .filter(BitbucketCloudForge::fromHere)
                .findFirst();
    }

    private static boolean fromHere(Json pull) {
        Optional<String> from = pull.maybe("source", "repository", "uuid");
        return from.isPresent() && from.equals(pull.maybe("destination", "repository", "uuid"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    protected Json create(Draft draft) {
        ObjectNode body = described(draft);
        body.putObject("source").putObject("branch").put("name", draft.sourceBranch());
        body.putObject("destination").putObject("branch").put("name", draft.targetBranch());
        return toOpen(draft)
                .postOnce(repository.at("pullrequests"), body, () -> find(draft.sourceBranch(), draft.targetBranch()));
    }

    private static ObjectNode described(Draft draft) {
        return Json.object().put("title", draft.title()).put("description", draft.body());
    }

    @Override
    protected Json rewrite(long number, Json open, Draft draft) {
        return to("update", number).put(pull(number), described(draft));
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        Json pull = to("read", number).get(pull(number));
        List<String> approvers = approvers(pull);
        return approvers.isEmpty() || !all && counting(number, approvers).size() == approvers.size();
    }

    @Override
    protected void ask(long number, Json open, Draft draft, List<String> notices) {
        if (!draft.reviewers().isEmpty()) {
            new CloudReviewers(to("ask for reviews of", number), address.owner(), pull(number))
                    .ask(draft.reviewers(), notices);
        }
    }

    @Override
    protected RequestText text(Json pull) {
        return new RequestText(
                changeRequest(pull),
                pull.text("title"),
                pull.maybe("description").or(() -> pull.maybe("summary", "raw")).orElse(""));
    }

    private static ChangeRequest changeRequest(Json pull) {
        ChangeRequest.State state = switch (pull.text("state")) {
            case "MERGED" -> ChangeRequest.State.MERGED;
            case "OPEN" -> ChangeRequest.State.OPEN;
            default -> ChangeRequest.State.CLOSED;
        };
        return new ChangeRequest(pull.maybe("links", "html", "href").orElse(""), pull.number("id"), state);
    }

    @Override
    public Details details(long number) {
        Json pull = to("read", number).get(pull(number));
        ChangeRequest request = changeRequest(pull);
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        boolean open = request.state() == ChangeRequest.State.OPEN;
        boolean draft = open && pull.flag("draft");
        CloudHistory history = new CloudHistory(to("read the commits of", number), repository);
        return new Details(
                request,
                pull.maybe("author", "account_id"),
                pull.text("source", "branch", "name"),
                pull.text("destination", "branch", "name"),
                history.whole(pull.text("source", "commit", "hash")),
                merged ? pull.maybe("merge_commit", "hash").map(history::whole) : Optional.empty(),
                merged ? pull.maybe("closed_by", "account_id") : Optional.empty(),
                merged ? pull.time("updated_on").orElse(null) : null,
                counting(number, approvers(pull)).stream()
                        .map(account -> new Approval(account, null, request.url(), null))
                        .toList(),
                // Bitbucket Cloud tells only when a merge is tried.
                draft ? Mergeability.BLOCKED : open ? Mergeability.READY : Mergeability.UNKNOWN,
                draft ? Optional.of("it is a draft") : Optional.empty());
    }

    private static List<String> approvers(Json pull) {
        return pull.items("participants").stream()
                .filter(one -> one.flag("approved") && one.is("approved", "state"))
                .flatMap(one -> one.maybe("user", "account_id").stream())
                .toList();
    }

    private List<String> counting(long number, List<String> approvers) {
        if (approvers.isEmpty()) {
            return approvers;
        }
        CloudActivities activities = activities(number);
        Instant changed = activities.changed();
        return approvers.stream()
                .filter(account ->
                        activities.approved(account).filter(changed::isBefore).isPresent())
                .toList();
    }

    @Override
    public List<EarlierApproval> earlierApprovals(long number) {
        Json pull = to("read", number).get(pull(number));
        List<String> approvers = approvers(pull);
        List<String> earlier = new ArrayList<>(approvers);
        earlier.removeAll(counting(number, approvers));
        if (earlier.isEmpty()) {
            return List.of();
        }
        CloudActivities activities = activities(number);
        CloudHistory history = new CloudHistory(to("read the commits of", number), repository);
        String url = changeRequest(pull).url();
        return earlier.stream()
                .flatMap(account -> activities
                        .approvedHead(account)
                        .map(history::whole)
                        .map(head -> new EarlierApproval(new Approval(account, null, url, null), head))
                        .stream())
                .toList();
    }

    private CloudActivities activities(long number) {
        return CloudActivities.read(to("read the activity of", number), pull(number));
    }

    @Override
    public boolean foldsHtml() {
        return false;
    }

    @Override
    protected HostTalk talk(Call call) {
        return new CloudTalk(call, repository);
    }

    @Override
    public void close(long number, String comment) {
        comment(number, comment);
        to("decline", number).postOnce(pull(number).at("decline"), Json.object(), () -> inState(number, "DECLINED"));
    }

    /** The merge cannot be bound to the head; so the head is looked at once more, just before. */
    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        Json pull = to("read", number).get(pull(number));
        String head = new CloudHistory(to("read the commits of", number), repository)
                .whole(pull.text("source", "commit", "hash"));
        if (!head.equals(details.head())) {
            return MergeAttempt.refused("its branch moved meanwhile");
        }
        try {
            to("merge", number)
                    .postOnce(
                            pull(number).at("merge"),
                            Json.object().put("merge_strategy", "merge_commit"),
                            () -> inState(number, "MERGED"));
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            return MergeAttempt.conflicting();
        } catch (ForgeException.Rejected | ForgeException.Forbidden e) {
            return MergeAttempt.refused(e);
        }
    }

    private Optional<Json> inState(long number, String state) {
        return to("read", number).find(pull(number)).filter(pull -> pull.is(state, "state"));
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new CloudProvenance(to("look for the pull requests of " + commit), repository, branch)
                .of(commit).stream().map(this::details).toList();
    }

    @Override
    public Set<String> contributors(long number) {
        Set<String> people = new LinkedHashSet<>(activities(number).pushers());
        to("read", number).get(pull(number)).maybe("author", "account_id").ifPresent(people::add);
        to("read the commits of", number)
                .linked(pull(number).at("commits").with("pagelen", 50))
                .forEach(commit -> {
                    commit.maybe("author", "user", "account_id").ifPresent(people::add);
                    commit.maybe("author", "raw")
                            .filter(raw -> raw.matches("(?s).*<[^<>]+>\\s*"))
                            .ifPresent(
                                    raw -> people.add(raw.substring(raw.lastIndexOf('<') + 1, raw.lastIndexOf('>'))));
                });
        return people;
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new CloudProtection(to("read the protection of " + branch), repository, this::whoAmI).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    public String whoAmI() {
        return rest.to("ask Bitbucket Cloud whose token this is")
                .get(Resource.of("user"))
                .text("account_id");
    }

    private Resource pull(long number) {
        return repository.at("pullrequests").at(number);
    }
}
