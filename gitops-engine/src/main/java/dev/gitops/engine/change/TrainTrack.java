package dev.gitops.engine.change;

import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome.Part;
import dev.gitops.api.review.Review;
import dev.gitops.change.Evaluation;
import dev.gitops.change.TrainChange;
import dev.gitops.change.TrainEvaluation;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.inventory.Durations;
import dev.gitops.repository.PushResult;
import dev.gitops.spi.Forge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The applications of a train that one commit can carry: those of one branch of one config repository, and where teams go alone, of one team. */
final class TrainTrack {

    private final Train train;
    private final Optional<String> team;
    private final TrainState state;
    private final List<TrainCar> cars = new ArrayList<>();

    TrainTrack(Train train, Optional<String> team, TrainState state) {
        this.train = train;
        this.team = team;
        this.state = state;
    }

    void add(TrainCar car) {
        cars.add(car);
    }

    List<TrainCar> cars() {
        return cars;
    }

    private Place first() {
        return cars.get(0).place();
    }

    private Workspace workspace() {
        return first().workspace();
    }

    private Connections connections() {
        return cars.get(0).connections();
    }

    private boolean isProtected() {
        return first().environment().isProtected();
    }

    private String targetBranch() {
        return isProtected()
                ? ChangeBranch.ofTrain(train.environment(), team, first().branch(), usualBranch())
                : first().branch();
    }

    /** What decides the environment unless an application says otherwise. */
    private String usualBranch() {
        return Optional.ofNullable(connections().inventory().environments().get(train.environment()))
                .flatMap(EnvironmentSpec::branch)
                .orElseGet(() -> workspace().spec().branch());
    }

    private TrainChange change(Map<String, ChangeOutcome> refused, Map<String, String> waiting) {
        return new TrainChange(train, cars.stream().map(TrainCar::promotion).toList(), refused, waiting);
    }

    /** What it means now. */
    TrainEvaluation look(Map<String, ChangeOutcome> refused, Map<String, String> waiting) {
        state.refresh();
        return change(refused, waiting).at(first().tip());
    }

    /** How it would end. */
    Part expected(TrainEvaluation evaluation) {
        String branch = targetBranch();
        return part(
                evaluation,
                summary -> isProtected()
                        ? new ChangeOutcome.Requested(summary, "", branch, Optional.empty(), List.of())
                        : new ChangeOutcome.Committed(summary, ""));
    }

    private Part part(TrainEvaluation made, Function<ChangeSummary, ChangeOutcome> ending) {
        return new Part(
                workspace().spec().repository(),
                targetBranch(),
                team,
                made.going().stream().map(Evaluation::summary).map(ending).toList(),
                made.diff());
    }

    /**
     * What became of it.
     *
     * @param made what was written, or why nothing was
     * @param part how it ended; null where nothing goes
     * @param open the change request that waits; null where none does
     * @param commit the commit; empty where there is none
     */
    record Landed(
            TrainEvaluation made,
            @Nullable Part part,
            @Nullable ChangeRequest open,
            String commit) {}

    /** Writes the commit, on the branch or with a change request. */
    Landed land(Map<String, ChangeOutcome> refused, Map<String, String> waiting) {
        TrainChange change = change(refused, waiting);
        String branch = targetBranch();
        PushResult<TrainEvaluation> result = isProtected()
                ? workspace().repository().propose(branch, first().branch(), tip -> {
                    state.refresh();
                    return change.at(tip).decision();
                })
                : workspace().repository().commit(branch, tip -> {
                    state.refresh();
                    return change.at(tip).decision();
                });
        if (result instanceof PushResult.Stopped<TrainEvaluation> stopped) {
            withdraw(stopped.answer());
            return new Landed(stopped.answer(), null, null, "");
        }
        if (result instanceof PushResult.RefusedByHost<TrainEvaluation> refusal) {
            Refusal no = isProtected()
                    ? ChangeRequests.refusal(branch, refusal.message(), ChangeBranch.TRAINS)
                    : new Refusal(Refusal.Kind.HOST, Pushes.refusal(branch, refusal.message()));
            TrainEvaluation made = made(refusal.answer());
            return new Landed(made, part(made, summary -> new ChangeOutcome.Refused(summary, List.of(no))), null, "");
        }
        if (result instanceof PushResult.Unchanged<TrainEvaluation> unchanged) {
            TrainEvaluation made = made(unchanged.answer());
            return new Landed(made, part(made, ChangeOutcome.UpToDate::new), null, "");
        }
        PushResult.Pushed<TrainEvaluation> pushed = (PushResult.Pushed<TrainEvaluation>) result;
        TrainEvaluation made = made(pushed.answer());
        String commit = pushed.commit();
        return isProtected()
                ? request(made, branch, commit)
                : new Landed(made, part(made, summary -> new ChangeOutcome.Committed(summary, commit)), null, commit);
    }

    private static TrainEvaluation made(@Nullable TrainEvaluation answer) {
        return Objects.requireNonNull(answer, "a train answers with its evaluation");
    }

    /** Where the environment has all of it, what was asked for before is not wanted any more. */
    private void withdraw(TrainEvaluation evaluation) {
        boolean there = isProtected()
                && !evaluation.leftOut().isEmpty()
                && evaluation.leftOut().stream().allMatch(ChangeOutcome.UpToDate.class::isInstance);
        if (there) {
            new Withdrawal(first()).of(targetBranch());
        }
    }

    private Landed request(TrainEvaluation made, String branch, String commit) {
        Optional<Forge> host = workspace().forge();
        if (host.isEmpty()) {
            List<String> byHand = List.of(ChangeRequests.byHand(branch, first().branch()));
            return new Landed(
                    made,
                    part(
                            made,
                            summary -> new ChangeOutcome.Requested(summary, commit, branch, Optional.empty(), byHand)),
                    null,
                    commit);
        }
        Forge forge = host.get();
        Verdict verdict = new Verdict(first(), connections(), forge);
        Optional<Review> review = verdict.on(commit);
        List<TrainCar> going = going(made);
        Forge.Requested requested = forge.request(new Forge.Draft(
                branch,
                first().branch(),
                made.message().orElseThrow().subject(),
                new TrainBody(train, going, connections()).of(made, review, forge),
                reviewers(going),
                Set.of("gitops", Operation.PROMOTE.word())));
        requested.notices().forEach(connections().settings().progress()::tell);
        ChangeRequest open = requested.changeRequest();
        review.ifPresent(told -> verdict.tell(told, open.number()));
        going.forEach(car -> connections()
                .announcer()
                .on(new ChangeEvent.Requested(
                        connections().settings().clock().instant(), car.place().names(), Operation.PROMOTE, open)));
        return new Landed(
                made,
                part(
                        made,
                        summary -> new ChangeOutcome.Requested(summary, commit, branch, Optional.of(open), List.of())),
                open,
                commit);
    }

    private static List<String> reviewers(List<TrainCar> going) {
        Set<String> reviewers = new LinkedHashSet<>();
        going.stream()
                .map(car -> car.place().environment())
                .map(EnvironmentSpec::reviewers)
                .forEach(reviewers::addAll);
        return List.copyOf(reviewers);
    }

    /** Those that go, in their order. */
    List<TrainCar> going(TrainEvaluation made) {
        return made.going().stream()
                .map(evaluation -> car(evaluation.summary().app()))
                .toList();
    }

    TrainCar car(String app) {
        return cars.stream().filter(car -> car.name().equals(app)).findFirst().orElseThrow();
    }

    /** Follows its change request. */
    Landed follow(Landed landed, Duration timeout, long deadline) {
        ChangeRequest open = landed.open();
        if (open == null) {
            return landed;
        }
        String branch = targetBranch();
        List<Place> places = going(landed.made()).stream().map(TrainCar::place).toList();
        connections()
                .settings()
                .progress()
                .tell("waiting for " + open.url() + " to be merged, at the most " + Durations.text(timeout));
        MergeWait.Ended ended = new MergeWait(
                        workspace().forge().orElseThrow(),
                        landed.commit(),
                        new OtherWish(places, landed.commit())::is,
                        (details, news) -> connections()
                                .settings()
                                .progress()
                                .tell(details.request().url() + ": " + news))
                .until(deadline, open);
        Forge.Details details = ended.details();
        if (ended.end() == MergeWait.End.MERGED) {
            workspace().deleteBranch(branch, landed.commit());
        }
        return new Landed(
                landed.made(),
                part(landed.made(), summary -> switch (ended.end()) {
                    case MERGED ->
                        new ChangeOutcome.Merged(
                                summary, details.mergeCommit().orElse(landed.commit()), details.request());
                    case CLOSED -> new ChangeOutcome.Closed(summary, details.request());
                    case SUPERSEDED ->
                        new ChangeOutcome.Superseded(summary, List.of(ChangeRequests.superseded(details)));
                    case NOT_YET ->
                        new ChangeOutcome.Requested(
                                summary,
                                landed.commit(),
                                branch,
                                Optional.of(details.request()),
                                List.of(ChangeRequests.notYet(details, timeout)));
                }),
                null,
                landed.commit());
    }
}
