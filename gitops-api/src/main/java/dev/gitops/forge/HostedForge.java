package dev.gitops.forge;

import dev.gitops.api.ChangeRequest;
import dev.gitops.forge.rest.Call;
import dev.gitops.forge.rest.ForgeException;
import dev.gitops.forge.rest.Json;
import dev.gitops.forge.rest.Resource;
import dev.gitops.forge.rest.RestClient;
import dev.gitops.spi.Forge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all hosts do alike: find, then open or update; withdraw approvals on an update; wait until a host knows whether it would merge. */
abstract class HostedForge implements Forge {

    private static final int LONGEST_TITLE = 250;
    private static final Duration POLL = Duration.ofSeconds(1);

    final RestClient rest;
    final RepositoryAddress address;
    private final String noun;

    HostedForge(RestClient rest, RepositoryAddress address, String noun) {
        this.rest = rest;
        this.address = address;
        this.noun = noun;
    }

    /** The open change request from one branch of this repository to another. */
    abstract Optional<Json> find(String sourceBranch, String targetBranch);

    /** Opens one; where the answer is lost, {@code opened} looks for it. */
    abstract Json create(Draft draft);

    /** Gives an open one another title and body. */
    abstract Json rewrite(long number, Json open, Draft draft);

    /** Takes approvals back; those of the present head too where {@code all}. False where the host or the token cannot. */
    abstract boolean withdrawApprovals(long number, Json open, boolean all);

    /** Asks reviewers and sets labels, each by itself; what fails is a notice. */
    abstract void ask(long number, Json open, Draft draft, List<String> notices);

    /** What the host tells of a change request. */
    abstract Said said(Json changeRequest);

    /** Tries to merge the head that was looked at. */
    abstract Attempt tryMerge(Details details);

    /**
     * What a change request says.
     *
     * @param changeRequest its URL, number and state
     * @param title its title
     * @param body its body
     */
    record Said(ChangeRequest changeRequest, String title, String body) {
        boolean same(Draft draft) {
            return title.equals(draft.title()) && plain(body).equals(plain(draft.body()));
        }

        private static String plain(String text) {
            return text.replace("\r\n", "\n").strip();
        }
    }

    /**
     * What became of an attempt to merge.
     *
     * @param again whether the host has not made up its mind and is asked again
     * @param refusal the host's words where it refused
     */
    record Attempt(boolean again, Optional<String> refusal) {
        static final Attempt MERGED = new Attempt(false, Optional.empty());

        static Attempt refused(ForgeException refusal) {
            return new Attempt(
                    false, Optional.of(refusal.words().isEmpty() ? "status " + refusal.status() : refusal.words()));
        }

        static Attempt again(ForgeException refusal) {
            return new Attempt(true, refused(refusal).refusal());
        }
    }

    @Override
    public final Optional<ChangeRequest> open(String sourceBranch, String targetBranch) {
        return find(sourceBranch, targetBranch).map(open -> said(open).changeRequest());
    }

    @Override
    public final Requested request(Draft asked) {
        Draft draft = fitting(asked);
        List<String> notices = new ArrayList<>();
        Optional<Json> open = find(draft.sourceBranch(), draft.targetBranch());
        Json now = open.isPresent() ? update(open.get(), draft, notices) : createOnce(draft, notices);
        ChangeRequest changeRequest = said(now).changeRequest();
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
        Said said = said(open);
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
                + said(fresh).changeRequest().number() + ": approvals given before the update could not be withdrawn");
        return fresh;
    }

    @Override
    public final Details merge(long number) {
        Instant start = rest.patience().now();
        Details details = settled(number, start);
        while (details.request().state() == ChangeRequest.State.OPEN && details.mergeability() == Mergeability.READY) {
            Attempt attempt = tryMerge(details);
            if (attempt.refusal().isEmpty()) {
                return details(number);
            }
            if (!attempt.again() || !waited(start, number)) {
                Details then = details(number);
                boolean unsettled = attempt.again() && then.mergeability() == Mergeability.UNKNOWN;
                return unsettled ? unsettled(then) : obstructed(then, attempt.refusal());
            }
            details = settled(number, start);
        }
        return details;
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

    /** What to make of a host that does not come to know whether it would merge; most say so when it is over. */
    Details unsettled(Details details) {
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

    /** The same with what stands in the way, unless it is no longer open: then nothing does. */
    static Details obstructed(Details details, Optional<String> obstacle) {
        return obstructed(details, details.mergeability(), obstacle);
    }

    static Details obstructed(Details details, Mergeability mergeability, Optional<String> obstacle) {
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
        String title = draft.title().replaceAll("\\p{Cntrl}+", " ").strip();
        int end = title.offsetByCodePoints(0, Math.min(LONGEST_TITLE, title.codePointCount(0, title.length())));
        return new Draft(
                draft.sourceBranch(),
                draft.targetBranch(),
                title.substring(0, end),
                Markdown.cut(draft.body(), longestBody()),
                draft.reviewers(),
                draft.labels());
    }

    /** The requests that try something with a change request. */
    final Call to(String verb, long number) {
        return rest.to(verb + " " + noun + " " + number + " of " + address.path());
    }

    /** The requests that try something. */
    final Call to(String what) {
        return rest.to(what + " in " + address.path());
    }

    final Call toOpen(Draft draft) {
        return to("open a " + noun + " from " + draft.sourceBranch() + " to " + draft.targetBranch());
    }

    static Resource resource(String... segments) {
        return Resource.of(segments);
    }
}
