package dev.gitops.forge;

import dev.gitops.api.ChangeRequest;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.RestClient;
import dev.gitops.spi.CommitStatus;
import dev.gitops.spi.Forge;
import dev.gitops.text.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all hosts do alike: find, then open or update; withdraw approvals on an update; wait until a host knows whether it would merge. */
public abstract class HostedForge implements Forge {

    private static final int LONGEST_TITLE = 250;

    /** As much as GitHub takes, which takes the least. */
    private static final int LONGEST_DESCRIPTION = 140;

    private static final Duration POLL = Duration.ofSeconds(1);

    /** The host's interface. */
    protected final RestClient rest;

    /** Where the repository stands. */
    protected final RepositoryAddress address;

    private final String noun;

    /**
     * A repository on a host.
     *
     * @param rest the host's interface
     * @param address where the repository stands
     * @param noun what the host calls a change request
     */
    protected HostedForge(RestClient rest, RepositoryAddress address, String noun) {
        this.rest = rest;
        this.address = address;
        this.noun = noun;
    }

    /**
     * The open change request from one branch of this repository to another.
     *
     * @param sourceBranch the branch with the change
     * @param targetBranch the branch that gets it
     * @return what the host tells of it
     */
    protected abstract Optional<Json> find(String sourceBranch, String targetBranch);

    /**
     * Opens a change request; where the answer is lost, looks for it before it tries again.
     *
     * @param draft what it shall say
     * @return what the host tells of it
     */
    protected abstract Json create(Draft draft);

    /**
     * Gives an open change request another title and body.
     *
     * @param number its number
     * @param open what the host tells of it
     * @param draft what it shall say
     * @return what the host tells of it then
     */
    protected abstract Json rewrite(long number, Json open, Draft draft);

    /**
     * Takes approvals back.
     *
     * @param number the change request's number
     * @param open what the host tells of it
     * @param all whether those of the present head too
     * @return false where the host or the token cannot, and something was to be taken back
     */
    protected abstract boolean withdrawApprovals(long number, Json open, boolean all);

    /**
     * Asks reviewers and sets labels. What the host does not take is a notice, not a failure.
     *
     * @param number the change request's number
     * @param open what the host tells of it
     * @param draft who is asked and which labels are set
     * @param notices gets a sentence for whatever could not be done
     */
    protected abstract void ask(long number, Json open, Draft draft, List<String> notices);

    /**
     * What a change request says, from what the host tells of it.
     *
     * @param changeRequest what the host tells
     * @return what it says
     */
    protected abstract RequestText text(Json changeRequest);

    /**
     * Tries to merge the head that was looked at, and no other.
     *
     * @param details the change request as it was looked at
     * @return what became of it
     */
    protected abstract MergeAttempt tryMerge(Details details);

    /**
     * How the host talks about change requests.
     *
     * @param call the requests
     * @return the host's comments and statuses
     */
    protected abstract HostTalk talk(Call call);

    @Override
    public final void comment(long number, String text) {
        talk(to("comment on", number)).write(number, text);
    }

    @Override
    public final void keepComment(long number, String mark, String text) {
        new OwnComment(talk(to("comment on", number)), this::whoAmI).keep(number, mark, text);
    }

    @Override
    public int longestComment() {
        return longestBody();
    }

    @Override
    public List<EarlierApproval> earlierApprovals(long number) {
        return List.of();
    }

    @Override
    public boolean foldsHtml() {
        return true;
    }

    @Override
    public final void status(long number, String commit, CommitStatus status) {
        String description = Shown.line(status.description()).strip();
        CommitStatus line = new CommitStatus(
                status.context(), status.state(), Markdown.line(description, LONGEST_DESCRIPTION), status.url());
        String url = status.url().orElseGet(() -> details(number).request().url());
        talk(to("set the status of", number)).status(number, commit, line, url);
    }

    @Override
    public final Optional<ChangeRequest> open(String sourceBranch, String targetBranch) {
        return find(sourceBranch, targetBranch).map(open -> text(open).changeRequest());
    }

    @Override
    public final Requested request(Draft asked) {
        Draft draft = fitting(asked);
        List<String> notices = new ArrayList<>();
        Optional<Json> open = find(draft.sourceBranch(), draft.targetBranch());
        Json now = open.isPresent() ? update(open.get(), draft, notices) : createOnce(draft, notices);
        ChangeRequest changeRequest = text(now).changeRequest();
        ask(changeRequest.number(), now, draft, notices);
        return new Requested(changeRequest, notices);
    }

    private Json createOnce(Draft draft, List<String> notices) {
        try {
            return create(draft);
        } catch (ForgeException.Conflict | ForgeException.Rejected e) {
            // Somebody else, perhaps this job on another machine, opened it meanwhile.
            Json open = find(draft.sourceBranch(), draft.targetBranch()).orElseThrow(() -> e);
            return update(open, draft, notices);
        }
    }

    private Json update(Json open, Draft draft, List<String> notices) {
        RequestText said = text(open);
        long number = said.changeRequest().number();
        boolean same = said.same(draft);
        if (withdrawApprovals(number, open, !same)) {
            return same ? open : rewrite(number, open, draft);
        }
        close(
                number,
                "Closed for a new " + noun + ": the change is another one now, and approvals of the old one "
                        + "cannot be withdrawn here.");
        Json fresh = create(draft);
        notices.add("closed " + noun + " " + number + " and opened "
                + text(fresh).changeRequest().number() + ": approvals given before the update could not be withdrawn");
        return fresh;
    }

    @Override
    public final Details merge(long number) {
        Instant start = rest.patience().now();
        Details details = settled(number, start);
        while (details.request().state() == ChangeRequest.State.OPEN && details.mergeability() == Mergeability.READY) {
            MergeAttempt attempt = tryMerge(details);
            boolean again = attempt.outcome() == MergeAttempt.Outcome.AGAIN;
            if (!again || !waited(start, number)) {
                return after(attempt, details(number));
            }
            details = settled(number, start);
        }
        return details;
    }

    private Details after(MergeAttempt attempt, Details details) {
        return switch (attempt.outcome()) {
            case MERGED -> details;
            case CONFLICTING -> obstructed(details, Mergeability.CONFLICTING, Optional.of(attempt.words()));
            case REFUSED -> obstructed(details, Optional.of(attempt.words()));
            case QUEUED -> obstructed(details, Mergeability.QUEUED, Optional.of(attempt.words()));
            case AGAIN ->
                details.mergeability() == Mergeability.UNKNOWN
                        ? unsettled(details)
                        : obstructed(details, Optional.of(attempt.words()));
        };
    }

    /** Asks until the host knows whether it would merge, or the time for that is over. */
    private Details settled(long number, Instant start) {
        Details details = details(number);
        while (details.request().state() == ChangeRequest.State.OPEN
                && details.mergeability() == Mergeability.UNKNOWN
                && waited(start, number)) {
            details = details(number);
        }
        return details.mergeability() == Mergeability.UNKNOWN ? unsettled(details) : details;
    }

    /**
     * What to make of a host that does not come to know whether it would merge.
     *
     * @param details the change request, unsettled after all the time it was given
     * @return the same, with what stands in the way
     */
    protected Details unsettled(Details details) {
        return obstructed(details, Optional.of("the host has not found out yet whether it can merge"));
    }

    private boolean waited(Instant start, long number) {
        boolean over = Duration.between(start, rest.patience().now())
                        .compareTo(rest.patience().settling())
                >= 0;
        if (over) {
            return false;
        }
        rest.progress().tell("waiting for the host to find out whether it can merge " + noun + " " + number);
        return rest.patience().sleep(POLL);
    }

    /**
     * The same with what stands in the way; where it is no longer open, nothing does.
     *
     * @param details the change request
     * @param obstacle what stands in the way
     * @return the same with that
     */
    protected static Details obstructed(Details details, Optional<String> obstacle) {
        return obstructed(details, details.mergeability(), obstacle);
    }

    /**
     * The same with what stands in the way; where it is no longer open, nothing does.
     *
     * @param details the change request
     * @param mergeability whether the host would merge it
     * @param obstacle what stands in the way
     * @return the same with that
     */
    protected static Details obstructed(Details details, Mergeability mergeability, Optional<String> obstacle) {
        if (details.request().state() != ChangeRequest.State.OPEN) {
            return details;
        }
        return new Details(
                details.request(),
                details.author(),
                details.sourceBranch(),
                details.targetBranch(),
                details.head(),
                details.mergeCommit(),
                details.mergedBy(),
                details.mergedAt(),
                details.approvals(),
                mergeability,
                obstacle);
    }

    private Draft fitting(Draft draft) {
        String title = Markdown.line(Shown.line(draft.title()).strip(), LONGEST_TITLE);
        return new Draft(
                draft.sourceBranch(),
                draft.targetBranch(),
                title,
                Markdown.cut(draft.body(), longestBody()),
                draft.reviewers(),
                draft.labels());
    }

    /**
     * The requests that try something with a change request.
     *
     * @param verb what is tried, as in {@code merge}
     * @param number the change request's number
     * @return the requests
     */
    protected final Call to(String verb, long number) {
        return rest.to(verb + " " + noun + " " + number + " of " + address.path());
    }

    /**
     * The requests that try something in the repository.
     *
     * @param what what is tried
     * @return the requests
     */
    protected final Call to(String what) {
        return rest.to(what + " in " + address.path());
    }

    /**
     * The requests that open a change request.
     *
     * @param draft the change request
     * @return the requests
     */
    protected final Call toOpen(Draft draft) {
        return to("open a " + noun + " from " + draft.sourceBranch() + " to " + draft.targetBranch());
    }
}
