package dev.gitops.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Refusal;
import dev.gitops.api.Train;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.TrainOrder;
import dev.gitops.policy.TrainOrder.Decision;
import dev.gitops.policy.TrainOrder.Passenger;
import dev.gitops.policy.TrainOrder.Wish;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Several applications get what they have verified elsewhere, in one commit. Each passes what a promotion of its own would have to pass; those that do not are left out.
 *
 * @param train what was asked for
 * @param promotions a promotion for each application, in the order of the inventory
 * @param refused applications that something outside of Git refused, such as a gate, with the outcome
 * @param elsewhere why applications that are no part of this change wait, by their names
 */
public record TrainChange(
        Train train,
        List<PromotionChange> promotions,
        Map<String, ChangeOutcome> refused,
        Map<String, String> elsewhere) {

    /** That many are named in the subject. */
    private static final int NAMED = 3;

    /** Copies list and maps. */
    public TrainChange {
        promotions = List.copyOf(promotions);
        refused = Map.copyOf(refused);
        elsewhere = Map.copyOf(elsewhere);
    }

    /**
     * What the train means at a tip of the environment's branch.
     *
     * @param tip the branch
     * @return the commit to make, and who does not go along
     */
    public TrainEvaluation at(Snapshot tip) {
        Map<String, Evaluation> all = new LinkedHashMap<>();
        promotions.forEach(promotion -> all.put(name(promotion), evaluated(promotion, tip)));
        apart(all);
        Decision decision = TrainOrder.decide(passengers(all), this::alone);
        List<Evaluation> going = decision.going().stream().map(all::get).toList();
        List<ChangeOutcome> leftOut = new ArrayList<>();
        all.forEach((name, evaluation) -> {
            Obstacle behind = decision.behind().get(name);
            evaluation
                    .stop()
                    .or(() -> Optional.ofNullable(behind).map(obstacle -> refused(evaluation, obstacle.refusal())))
                    .ifPresent(leftOut::add);
        });
        if (going.isEmpty()) {
            return new TrainEvaluation(List.of(), leftOut, List.of(), "", Optional.empty());
        }
        if (train.strict() && (!elsewhere.isEmpty() || leftOut.stream().anyMatch(TrainChange::waits))) {
            leftOut.addAll(going.stream().map(this::keptBack).toList());
            return new TrainEvaluation(List.of(), leftOut, List.of(), "", Optional.empty());
        }
        Map<String, FileEdit> files = new LinkedHashMap<>();
        going.forEach(evaluation -> evaluation.edits().forEach(edit -> files.put(edit.path(), edit)));
        List<FileEdit> edits = List.copyOf(files.values());
        return new TrainEvaluation(going, leftOut, edits, Summaries.diff(tip, edits), Optional.of(message(going)));
    }

    /**
     * Why applications wait: what others that come after them have to know.
     *
     * @param leftOut those that do not go
     * @return the reasons by the applications' names
     */
    public static Map<String, String> waiting(List<ChangeOutcome> leftOut) {
        Map<String, String> waiting = new LinkedHashMap<>();
        leftOut.stream()
                .filter(TrainChange::waits)
                .forEach(outcome -> waiting.put(outcome.summary().app(), String.join("; ", outcome.reasons())));
        return waiting;
    }

    private Evaluation evaluated(PromotionChange promotion, Snapshot tip) {
        ChangeOutcome outside = refused.get(name(promotion));
        if (outside != null) {
            return Evaluation.stop(outside);
        }
        try {
            Evaluation evaluation = promotion.at(tip);
            boolean nothingToRefuse =
                    evaluation.stop().filter(TrainChange::waits).isPresent() && promotion.isThere(tip);
            return nothingToRefuse ? Evaluation.stop(new ChangeOutcome.UpToDate(evaluation.summary())) : evaluation;
        } catch (InvalidInputException unreadable) {
            ChangeSummary summary = Summaries.of(promotion.context(), promotion.change(), train.from(), List.of());
            return Evaluation.stop(new ChangeOutcome.Refused(
                    summary, List.of(new Refusal(Refusal.Kind.STATE, String.valueOf(unreadable.getMessage())))));
        }
    }

    /** Two that would write the same file, which {@code check} refuses, do not go in one commit: each was asked about the file as it is. */
    private void apart(Map<String, Evaluation> all) {
        Map<String, String> writers = new LinkedHashMap<>();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        all.replaceAll((name, evaluation) -> {
            for (FileEdit edit : evaluation.edits()) {
                byte[] content = edit.newContent().orElse(null);
                boolean other = writers.containsKey(edit.path()) && !Arrays.equals(contents.get(edit.path()), content);
                if (other) {
                    return Evaluation.stop(new ChangeOutcome.Conflicting(
                            evaluation.summary(),
                            List.of("it changes " + edit.path() + ", as " + writers.get(edit.path())
                                    + " does; promote it alone afterwards: " + alone(name))));
                }
            }
            evaluation.edits().forEach(edit -> {
                writers.putIfAbsent(edit.path(), name);
                contents.putIfAbsent(edit.path(), edit.newContent().orElse(null));
            });
            return evaluation;
        });
    }

    private List<Passenger> passengers(Map<String, Evaluation> all) {
        List<Passenger> passengers = new ArrayList<>();
        elsewhere.forEach((name, why) -> {
            if (!all.containsKey(name)) {
                passengers.add(new Passenger(name, List.of(), Wish.WAITS, why));
            }
        });
        for (PromotionChange promotion : promotions) {
            Optional<ChangeOutcome> stop =
                    Objects.requireNonNull(all.get(name(promotion))).stop();
            passengers.add(new Passenger(
                    name(promotion),
                    promotion.context().app().after(),
                    stop.map(outcome -> waits(outcome) ? Wish.WAITS : Wish.STAYS)
                            .orElse(Wish.GOES),
                    stop.map(outcome -> String.join("; ", outcome.reasons())).orElse("")));
        }
        return passengers;
    }

    /** Nobody waits for what is there already or is newer there, nor for what the target never takes from there. */
    private static boolean waits(ChangeOutcome outcome) {
        boolean elsewhere = outcome instanceof ChangeOutcome.Refused no
                && no.refusals().stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.PATH);
        return !(outcome instanceof ChangeOutcome.UpToDate)
                && !(outcome instanceof ChangeOutcome.Superseded)
                && !elsewhere;
    }

    private ChangeOutcome keptBack(Evaluation evaluation) {
        return refused(
                evaluation,
                new Refusal(
                        Refusal.Kind.DEPENDENCY,
                        "nothing goes unless everything does, and others are left out; see why, or ask without --strict"));
    }

    private static ChangeOutcome refused(Evaluation evaluation, Refusal refusal) {
        ChangeSummary summary = Summaries.withDiff(
                evaluation.summary(), "", evaluation.summary().notices());
        return new ChangeOutcome.Refused(summary, List.of(refusal));
    }

    private String alone(String app) {
        return "gitops promote " + app + " --from " + train.from() + " --to " + train.environment();
    }

    private static String name(PromotionChange promotion) {
        return promotion.context().app().name();
    }

    private CommitMessage message(List<Evaluation> going) {
        List<CommitMessage> messages = going.stream()
                .map(evaluation -> evaluation.message().orElseThrow())
                .toList();
        if (messages.size() == 1) {
            return messages.get(0);
        }
        String what = going.size() <= NAMED
                ? String.join(", ", going.stream().map(TrainChange::label).toList())
                : going.size() + " applications";
        List<String> body = new ArrayList<>();
        for (int i = 0; i < going.size(); i++) {
            body.add("- " + label(going.get(i)));
            messages.get(i).body().lines().map(line -> "  " + line).forEach(body::add);
        }
        List<Trailer> trailers = messages.stream()
                .flatMap(message -> message.trailers().stream())
                .toList();
        return new CommitMessage(
                messages.get(0).author(),
                messages.get(0).asked(),
                "promote(" + train.environment() + "): " + what + " from " + train.from(),
                String.join("\n", body),
                trailers);
    }

    private static String label(Evaluation evaluation) {
        return evaluation.summary().app() + " "
                + Summaries.label(ImageChange.after(evaluation.summary().images()));
    }
}
