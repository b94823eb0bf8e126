package dev.gitops.engine.change;

import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Progress;
import dev.gitops.api.Refusal;
import dev.gitops.api.review.Review;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.ConfigRepository;
import dev.gitops.inventory.Durations;
import dev.gitops.repository.PushResult;
import dev.gitops.spi.Forge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes that go through a branch of their own and a change request. */
record ChangeRequests(Place place, Connections connections) {

    ChangeOutcome request(EnvironmentChange change, Duration timeout) {
        String branch = ChangeBranch.of(place);
        ConfigRepository repository = place.workspace().repository();
        PushResult<Evaluation> result =
                repository.propose(branch, place.branch(), tip -> change.at(tip).decision());
        if (result instanceof PushResult.Stopped<Evaluation> stopped) {
            ChangeOutcome stop = stopped.answer().stop().orElseThrow();
            if (stop instanceof ChangeOutcome.UpToDate) {
                new Withdrawal(place).of(change.change().operation());
            }
            return stop;
        }
        if (result instanceof PushResult.RefusedByHost<Evaluation> refused) {
            return new ChangeOutcome.Refused(
                    Pushes.made(refused.answer()).summary(),
                    List.of(refusal(branch, refused.message(), ChangeBranch.PREFIX)));
        }
        if (result instanceof PushResult.Unchanged<Evaluation> unchanged) {
            return new ChangeOutcome.UpToDate(Pushes.made(unchanged.answer()).summary());
        }
        PushResult.Pushed<Evaluation> pushed = (PushResult.Pushed<Evaluation>) result;
        Evaluation made = Pushes.made(pushed.answer());
        String commit = pushed.commit();
        Optional<Forge> forge = place.workspace().forge();
        return forge.isEmpty()
                ? withoutForge(made.summary(), branch, commit)
                : open(forge.get(), change, made, branch, commit, timeout);
    }

    static Refusal refusal(String branch, String host, String prefix) {
        return new Refusal(
                Refusal.Kind.HOST,
                "the host refused the push to " + branch + ": " + host
                        + "; allow the tool's user to push branches below " + prefix);
    }

    private ChangeOutcome withoutForge(ChangeSummary summary, String branch, String commit) {
        return new ChangeOutcome.Requested(
                summary, commit, branch, Optional.empty(), List.of(byHand(branch, place.branch())));
    }

    static String byHand(String branch, String target) {
        return "there is no forge; have the branch " + branch
                + " reviewed, then merge it: git fetch origin && git checkout " + target
                + " && git merge --no-ff origin/" + branch + " && git push origin " + target;
    }

    private ChangeOutcome open(
            Forge forge, EnvironmentChange change, Evaluation made, String branch, String commit, Duration timeout) {
        ChangeSummary summary = made.summary();
        Verdict verdict = new Verdict(place, connections, forge);
        Optional<Review> review = verdict.on(commit);
        String body = new RequestBody(place, connections).of(change.change(), made, review, forge);
        Forge.Requested requested = forge.request(new Forge.Draft(
                branch,
                place.branch(),
                made.message().orElseThrow().subject(),
                body,
                place.environment().reviewers(),
                Set.of("gitops", summary.operation().word())));
        requested.notices().forEach(connections.settings().progress()::tell);
        ChangeRequest open = requested.changeRequest();
        review.ifPresent(told -> verdict.tell(told, open.number()));
        connections
                .announcer()
                .on(new ChangeEvent.Requested(
                        connections.settings().clock().instant(), place.names(), summary.operation(), open));
        if (timeout.isZero()) {
            return new ChangeOutcome.Requested(summary, commit, branch, Optional.of(open), List.of());
        }
        return follow(forge, summary, open, commit, branch, timeout);
    }

    private ChangeOutcome follow(
            Forge forge, ChangeSummary summary, ChangeRequest open, String commit, String branch, Duration timeout) {
        Progress progress = connections.settings().progress();
        progress.tell("waiting for " + open.url() + " to be merged, at the most " + Durations.text(timeout));
        MergeWait.Ended ended = new MergeWait(
                        forge,
                        commit,
                        new OtherWish(List.of(place), commit)::is,
                        (details, news) -> tell(details, summary, news))
                .until(System.nanoTime() + timeout.toNanos(), open);
        Forge.Details details = ended.details();
        return switch (ended.end()) {
            case MERGED -> {
                place.workspace().deleteBranch(branch, commit);
                yield new ChangeOutcome.Merged(summary, details.mergeCommit().orElse(commit), details.request());
            }
            case CLOSED -> new ChangeOutcome.Closed(summary, details.request());
            case SUPERSEDED -> new ChangeOutcome.Superseded(summary, List.of(superseded(details)));
            case NOT_YET ->
                new ChangeOutcome.Requested(
                        summary, commit, branch, Optional.of(details.request()), List.of(notYet(details, timeout)));
        };
    }

    static String superseded(Forge.Details details) {
        return details.request().url() + " carries another change now, " + details.head()
                + ", so nobody waits for this one; whoever asked for that goes on";
    }

    static String notYet(Forge.Details details, Duration timeout) {
        return "not merged within " + Durations.text(timeout)
                + details.obstacle().map(words -> ": " + words).orElse("")
                + "; it stays open: have it reviewed, and ask again to go on waiting";
    }

    private void tell(Forge.Details details, ChangeSummary summary, String news) {
        boolean isObstacle = details.obstacle().filter(news::equals).isPresent();
        if (isObstacle) {
            connections
                    .announcer()
                    .on(new ChangeEvent.Waiting(
                            connections.settings().clock().instant(),
                            place.names(),
                            summary.operation(),
                            details.request(),
                            news));
        } else {
            connections.settings().progress().tell(details.request().url() + ": " + news);
        }
    }
}
