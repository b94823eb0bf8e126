package dev.gitops.forge.bitbucket;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pull requests on Bitbucket Data Center. It has no labels, and nobody can withdraw another's approval: then a new pull request is opened. */
final class BitbucketForge extends HostedForge {

    private static final int LONGEST_BODY = 32_768;
    private static final String BRANCHES = "refs/heads/";

    private final Resource repository;

    BitbucketForge(RestClient rest, RepositoryAddress address) {
        super(rest, address, "pull request");
        this.repository = Resource.of("api", "1.0", "projects", address.owner(), "repos", address.name());
    }

    @Override
    protected Optional<Json> find(String sourceBranch, String targetBranch) {
        return to("look for the pull request from " + sourceBranch + " to " + targetBranch)
                .values(repository
                        .at("pull-requests")
                        .with("state", "OPEN")
                        .with("direction", "OUTGOING")
                        .with("at", BRANCHES + sourceBranch)
                        .with("limit", 100))
                .filter(pull -> pull.is(BRANCHES + sourceBranch, "fromRef", "id"))
                .filter(pull -> pull.is(BRANCHES + targetBranch, "toRef", "id"))
                .filter(pull -> pull.same("fromRef.repository.id", "toRef.repository.id"))
                .findFirst();
    }

    @Override
    protected Json create(Draft draft) {
        ObjectNode body = Json.object().put("title", draft.title()).put("description", draft.body());
        body.set("fromRef", ref(draft.sourceBranch()));
        body.set("toRef", ref(draft.targetBranch()));
        return toOpen(draft)
                .postOnce(repository.at("pull-requests"), body, () -> find(draft.sourceBranch(), draft.targetBranch()));
    }

    private ObjectNode ref(String branch) {
        ObjectNode ref = Json.object().put("id", BRANCHES + branch);
        ref.putObject("repository")
                .put("slug", address.name())
                .putObject("project")
                .put("key", address.owner());
        return ref;
    }

    @Override
    protected Json rewrite(long number, Json open, Draft draft) {
        return to("update", number)
                .put(
                        pull(number),
                        BitbucketReviewers.unchanged(open)
                                .put("title", draft.title())
                                .put("description", draft.body()));
    }

    @Override
    protected boolean withdrawApprovals(long number, Json open, boolean all) {
        String head = open.commit("fromRef", "latestCommit");
        return approvers(open).allMatch(one -> !all && ofHead(one, head));
    }

    @Override
    protected void ask(long number, Json open, Draft draft, List<String> notices) {
        if (!draft.reviewers().isEmpty()) {
            new BitbucketReviewers(to("ask for reviews of", number), repository, pull(number))
                    .ask(draft.reviewers(), notices);
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
        String url = pull.items("links", "self").stream()
                .flatMap(link -> link.maybe("href").stream())
                .findFirst()
                .orElse("");
        ChangeRequest.State state = switch (pull.text("state")) {
            case "MERGED" -> ChangeRequest.State.MERGED;
            case "OPEN" -> ChangeRequest.State.OPEN;
            default -> ChangeRequest.State.CLOSED;
        };
        return new ChangeRequest(url, pull.number("id"), state);
    }

    @Override
    public Details details(long number) {
        return details(to("read", number).get(pull(number)));
    }

    private Details details(Json pull) {
        ChangeRequest request = changeRequest(pull);
        long number = request.number();
        boolean merged = request.state() == ChangeRequest.State.MERGED;
        String head = pull.commit("fromRef", "latestCommit");
        boolean open = request.state() == ChangeRequest.State.OPEN;
        boolean draft = open && pull.flag("draft");
        Details details = new Details(
                request,
                pull.maybe("author", "user", "name"),
                branch(pull, "fromRef"),
                branch(pull, "toRef"),
                head,
                merged ? pull.maybeCommit("properties", "mergeCommit", "id") : Optional.empty(),
                merged ? activities(number).mergedBy() : Optional.empty(),
                merged ? pull.time("closedDate").orElse(null) : null,
                approvals(pull, head, request),
                draft ? Mergeability.BLOCKED : Mergeability.UNKNOWN,
                draft ? Optional.of("it is a draft") : Optional.empty());
        return open && !draft
                ? judged(
                        details,
                        to("ask whether it can be merged,", number)
                                .get(pull(number).at("merge")))
                : details;
    }

    private List<Approval> approvals(Json pull, String head, ChangeRequest request) {
        List<String> names = approvers(pull)
                .filter(one -> ofHead(one, head))
                .flatMap(one -> one.maybe("user", "name").stream())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        BitbucketActivities activities = activities(request.number());
        return names.stream()
                .filter(activities::approvedAfterTheLastChange)
                .map(name -> new Approval(name, null, request.url(), null))
                .toList();
    }

    /** Bitbucket tells a push and a change of the target as one: an approval is told where neither moved the target. */
    @Override
    public List<EarlierApproval> earlierApprovals(long number) {
        Json pull = to("read", number).get(pull(number));
        String head = pull.commit("fromRef", "latestCommit");
        List<Json> earlier = approvers(pull).filter(one -> !ofHead(one, head)).toList();
        if (earlier.isEmpty()) {
            return List.of();
        }
        BitbucketActivities activities = activities(number);
        String url = changeRequest(pull).url();
        return earlier.stream()
                .flatMap(one -> one
                        .maybe("user", "name")
                        .filter(activities::onlyPushedSinceApproval)
                        .flatMap(name -> one.maybeCommit("lastReviewedCommit")
                                .map(commit -> new EarlierApproval(new Approval(name, null, url, null), commit)))
                        .stream())
                .distinct()
                .toList();
    }

    private BitbucketActivities activities(long number) {
        return BitbucketActivities.read(to("read the activities of", number), pull(number));
    }

    private static Details judged(Details details, Json merge) {
        if (merge.flag("canMerge")) {
            return obstructed(details, Mergeability.READY, Optional.empty());
        }
        if (merge.flag("conflicted")) {
            return obstructed(details, Mergeability.CONFLICTING, Optional.of("it conflicts with its target"));
        }
        List<String> vetoes = merge.items("vetoes").stream()
                .flatMap(veto -> veto.maybe("summaryMessage").stream())
                .toList();
        return vetoes.isEmpty()
                ? details
                : obstructed(details, Mergeability.BLOCKED, Optional.of(String.join("; ", vetoes)));
    }

    private static Stream<Json> approvers(Json pull) {
        return Stream.concat(pull.items("reviewers").stream(), pull.items("participants").stream())
                .filter(one -> one.flag("approved")
                        && one.maybe("status").orElse("APPROVED").equals("APPROVED"));
    }

    private static boolean ofHead(Json approver, String head) {
        return approver.maybe("lastReviewedCommit").filter(head::equals).isPresent();
    }

    private static String branch(Json pull, String end) {
        String ref = pull.text(end, "id");
        return ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
    }

    @Override
    public boolean foldsHtml() {
        return false;
    }

    @Override
    protected HostTalk talk(Call call) {
        return new BitbucketTalk(call, repository);
    }

    @Override
    public void close(long number, String comment) {
        comment(number, comment);
        long version = to("read", number).get(pull(number)).number("version");
        to("decline", number)
                .postOnce(
                        pull(number).at("decline").with("version", version),
                        Json.object().put("version", version),
                        () -> inState(number, "DECLINED"));
    }

    @Override
    protected MergeAttempt tryMerge(Details details) {
        long number = details.request().number();
        Json pull = to("read", number).get(pull(number));
        if (!pull.commit("fromRef", "latestCommit").equals(details.head())) {
            return MergeAttempt.refused("its branch moved meanwhile");
        }
        long version = pull.number("version");
        try {
            to("merge", number)
                    .postOnce(
                            pull(number).at("merge").with("version", version),
                            Json.object().put("version", version),
                            () -> inState(number, "MERGED"));
            return MergeAttempt.MERGED;
        } catch (ForgeException.Conflict e) {
            boolean passing = e.words().contains("out-of-date") || e.words().contains("retry the merge");
            return passing ? MergeAttempt.again(e) : MergeAttempt.refused(e);
        }
    }

    private Optional<Json> inState(long number, String state) {
        return to("read", number).find(pull(number)).filter(pull -> pull.is(state, "state"));
    }

    @Override
    public List<Details> mergedWith(String commit, String branch) {
        return new BitbucketProvenance(to("look for the pull requests of " + commit), repository, branch)
                .of(commit).stream().map(this::details).toList();
    }

    @Override
    public Set<String> contributors(long number) {
        Set<String> people = new LinkedHashSet<>(activities(number).pushers());
        to("read", number).get(pull(number)).maybe("author", "user", "name").ifPresent(people::add);
        to("read the commits of", number)
                .values(pull(number).at("commits").with("limit", 100))
                .forEach(commit -> {
                    for (String role : List.of("author", "committer")) {
                        commit.maybe(role, "name").ifPresent(people::add);
                        commit.maybe(role, "emailAddress").ifPresent(people::add);
                    }
                });
        return people;
    }

    @Override
    public Optional<Protection> protection(String branch) {
        return new BitbucketProtection(to("read the protection of " + branch), address, this::whoAmI).of(branch);
    }

    @Override
    public int longestBody() {
        return LONGEST_BODY;
    }

    /** No address tells whose token it is, but a header of every answer does. */
    @Override
    public String whoAmI() {
        return rest.to("ask Bitbucket whose token this is")
                .header(Resource.of("api", "1.0", "application-properties"), "X-AUSERNAME")
                .orElse("anonymous");
    }

    private Resource pull(long number) {
        return repository.at("pull-requests").at(number);
    }
}
