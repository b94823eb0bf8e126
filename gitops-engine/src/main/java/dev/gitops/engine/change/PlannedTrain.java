package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Operation;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainOutcome.Part;
import dev.gitops.api.TrainPlan;
import dev.gitops.change.Evaluation;
import dev.gitops.change.TrainChange;
import dev.gitops.change.TrainEvaluation;
import dev.gitops.engine.change.TrainTrack.Landed;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.LeftOut;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.repository.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A train on its tracks, evaluated at the tips for those who look, and again on each new tip when it is carried out. */
record PlannedTrain(Train train, List<TrainTrack> tracks, Connections connections) implements TrainPlan {

    @Override
    public TrainOutcome expected() {
        return outcome(look(Map.of()), TrainTrack::expected);
    }

    @Override
    public TrainOutcome execute() {
        return carryOut(Duration.ZERO);
    }

    @Override
    public TrainOutcome executeAndWait(Duration timeout) {
        return carryOut(Objects.requireNonNull(timeout, "timeout"));
    }

    private interface Ending {
        Part of(TrainTrack track, TrainEvaluation evaluation);
    }

    private TrainOutcome outcome(Map<TrainTrack, TrainEvaluation> looks, Ending ending) {
        List<Part> parts = new ArrayList<>();
        List<ChangeOutcome> leftOut = new ArrayList<>();
        looks.forEach((track, evaluation) -> {
            if (!evaluation.going().isEmpty()) {
                parts.add(ending.of(track, evaluation));
            }
            leftOut.addAll(evaluation.leftOut());
        });
        return new TrainOutcome(train, parts, leftOut);
    }

    /** What all of it means now: who waits on one track keeps back who comes after it on another, and with a strict train everybody. */
    private Map<TrainTrack, TrainEvaluation> look(Map<String, ChangeOutcome> refused) {
        Map<String, String> waiting = Map.of();
        while (true) {
            Map<TrainTrack, TrainEvaluation> looks = new LinkedHashMap<>();
            for (TrainTrack track : tracks) {
                looks.put(track, track.look(refused, waiting));
            }
            Map<String, String> found = waiting(looks);
            if (tracks.size() <= 1 || found.keySet().equals(waiting.keySet())) {
                return looks;
            }
            waiting = found;
        }
    }

    private Map<String, String> waiting(Map<TrainTrack, TrainEvaluation> looks) {
        Map<String, String> waiting = new LinkedHashMap<>();
        looks.values().forEach(look -> waiting.putAll(TrainChange.waiting(look.leftOut())));
        return tracks.size() <= 1 ? Map.of() : waiting;
    }

    private TrainOutcome carryOut(Duration timeout) {
        Instant started = now();
        Map<String, ChangeOutcome> refused = new LinkedHashMap<>();
        Map<TrainTrack, TrainEvaluation> looks = look(Map.of());
        looks.forEach((track, look) -> ask(track, look, started, refused));
        if (!refused.isEmpty()) {
            looks = look(refused);
        }
        Map<String, String> waiting = waiting(looks);
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<TrainTrack, Landed> landed = new LinkedHashMap<>();
        Set<String> begun = new HashSet<>();
        for (Map.Entry<TrainTrack, TrainEvaluation> track : looks.entrySet()) {
            List<TrainCar> going = track.getKey().going(track.getValue());
            going.forEach(car -> begun.add(car.name()));
            going.forEach(car -> tell(new ChangeEvent.Started(now(), car.place().names(), Operation.PROMOTE)));
            try {
                landed.put(track.getKey(), track.getKey().land(refused, waiting));
            } catch (RuntimeException thrown) {
                going.forEach(
                        car -> tell(new ChangeEvent.Broken(now(), car.place().names(), Operation.PROMOTE, thrown)));
                landed.forEach((other, end) -> end(other, end, started, begun));
                throw thrown;
            }
        }
        try {
            if (!timeout.isZero()) {
                landed.replaceAll((track, end) -> track.follow(end, timeout, deadline));
            }
        } finally {
            landed.forEach((track, end) -> end(track, end, started, begun));
        }
        return told(landed);
    }

    private TrainOutcome told(Map<TrainTrack, Landed> landed) {
        List<Part> parts = landed.values().stream()
                .flatMap(end -> Stream.ofNullable(end.part()))
                .filter(part -> !(part.ending() instanceof ChangeOutcome.UpToDate))
                .toList();
        List<ChangeOutcome> leftOut = new ArrayList<>();
        landed.values().forEach(end -> {
            leftOut.addAll(end.made().leftOut());
            Stream.ofNullable(end.part())
                    .filter(part -> part.ending() instanceof ChangeOutcome.UpToDate)
                    .forEach(part -> leftOut.addAll(part.changes()));
        });
        return new TrainOutcome(train, parts, leftOut);
    }

    /** What a gate refuses is left out and recorded; it is asked only about what would go. */
    private void ask(TrainTrack track, TrainEvaluation look, Instant started, Map<String, ChangeOutcome> refused) {
        Map<String, Evaluation> going = new LinkedHashMap<>();
        look.going().forEach(evaluation -> going.put(evaluation.summary().app(), evaluation));
        for (TrainCar car : track.cars()) {
            car.ask(Optional.ofNullable(going.get(car.name())))
                    .ifPresent(no -> refused.put(
                            car.name(),
                            new Recorder(car.place(), car.connections()).recorded(change(car), no, started)));
        }
    }

    /** Records what went, and makes up for records that an earlier process left out. */
    private void end(TrainTrack track, Landed landed, Instant started, Set<String> begun) {
        Part part = landed.part();
        if (part != null) {
            List<DeploymentRecord> records = new ArrayList<>();
            for (ChangeOutcome outcome : part.changes()) {
                TrainCar car = track.car(outcome.summary().app());
                new Recorder(car.place(), car.connections())
                        .of(change(car), outcome, started)
                        .ifPresent(records::add);
            }
            write(track.cars().get(0), part.ending(), records);
        }
        Stream.concat(Stream.ofNullable(part).flatMap(all -> all.changes().stream()), landed.made().leftOut().stream())
                .filter(outcome -> begun.contains(outcome.summary().app()))
                .forEach(outcome -> tell(new ChangeEvent.Ended(
                        now(), track.car(outcome.summary().app()).place().names(), Operation.PROMOTE, outcome)));
        List<TrainCar> there = landed.made().leftOut().stream()
                .filter(ChangeOutcome.UpToDate.class::isInstance)
                .map(outcome -> track.car(outcome.summary().app()))
                .toList();
        if (!there.isEmpty()) {
            Snapshot tip = there.get(0).place().tip();
            there.forEach(car -> new LeftOut(car.place(), car.connections()).makeUp(tip));
        }
    }

    /** A host that refuses the train may refuse its record too. */
    private void write(TrainCar first, ChangeOutcome ending, List<DeploymentRecord> records) {
        try {
            new Recorder(first.place(), first.connections()).writeAll(records);
        } catch (GitOpsException unrecorded) {
            if (!(ending instanceof ChangeOutcome.Refused)) {
                throw unrecorded;
            }
            connections.settings().progress().tell("the refusal could not be recorded: " + unrecorded.getMessage());
        }
    }

    private static Change.Promotion change(TrainCar car) {
        return car.promotion().change();
    }

    private void tell(ChangeEvent event) {
        connections.announcer().on(event);
    }

    private Instant now() {
        return connections.settings().clock().instant();
    }
}
