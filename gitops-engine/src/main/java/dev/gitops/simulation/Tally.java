package dev.gitops.simulation;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.api.Simulation.Difference;
import dev.gitops.api.Simulation.NotReplayed;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.api.SimulationRequest;
import dev.gitops.record.RecordedDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts verdicts, and keeps as many of the differences as were asked for. */
final class Tally {

    private final SimulationRequest request;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Map<Unknown, Long> unknown = new EnumMap<>(Unknown.class);
    private final Map<Unknown, String> counted = new EnumMap<>(Unknown.class);
    private final List<Difference> differences = new ArrayList<>();
    private long records;

    Tally(SimulationRequest request) {
        this.request = request;
    }

    /**
     * What was told of a record, so that more can be told when it is known.
     *
     * @param index its place among the differences; -1 where it is not among them
     * @param counted whether it was counted at all
     */
    record Ticket(int index, boolean counted) {

        /** Nothing was told. */
        static final Ticket NONE = new Ticket(-1, false);
    }

    boolean asksFor(RecordedDecision decision) {
        var glance = decision.glance();
        return !glance.ended().isBefore(request.since())
                && glance.ended().isBefore(request.until())
                && request.app().filter(app -> !app.equals(glance.app())).isEmpty()
                && request.environment()
                        .filter(name -> !name.value().equals(glance.environment()))
                        .isEmpty();
    }

    Ticket tell(RecordedDecision decision, Verdict verdict, List<Refusal> rules, Optional<Instant> until, String why) {
        if (!asksFor(decision)) {
            return Ticket.NONE;
        }
        records++;
        count(verdict, 1);
        if (!verdict.differs() || differences.size() >= request.most()) {
            return new Ticket(-1, true);
        }
        var glance = decision.glance();
        String reason = why.isEmpty() ? rules.stream().map(Refusal::text).collect(Collectors.joining("; ")) : why;
        differences.add(new Difference(
                glance.id(),
                glance.app(),
                EnvironmentName.of(glance.environment()),
                Operation.ofWord(glance.operation()).orElseThrow(),
                decision.decided(),
                glance.outcome(),
                verdict,
                RecordedRefusal.of(rules),
                until.orElse(null),
                reason));
        return new Ticket(differences.size() - 1, true);
    }

    /** Tells of what was refused, and whether it would go with what is in the way now. */
    boolean refused(RecordedDecision decision, List<Refusal> now) {
        boolean goes = decision.saysWhy() && now.isEmpty();
        Verdict verdict;
        if (now.isEmpty()) {
            verdict = goes ? Verdict.ALLOWED : Verdict.UNKNOWN;
        } else {
            boolean same = !decision.saysWhy() || Verdicts.same(decision, now);
            verdict = same ? Verdict.AS_RECORDED : Verdict.OTHERWISE;
        }
        tell(decision, verdict, now, Optional.empty(), goes ? "nothing is in the way" : "");
        return goes;
    }

    /** What was told to be delayed has something newer before it. */
    void superseded(Ticket ticket, String why) {
        if (!ticket.counted()) {
            return;
        }
        count(Verdict.DELAYED, -1);
        count(Verdict.SUPERSEDED, 1);
        if (ticket.index() >= 0) {
            Difference told = differences.get(ticket.index());
            @Nullable Instant until = told.until();
            differences.set(
                    ticket.index(),
                    new Difference(
                            told.record(),
                            told.app(),
                            told.environment(),
                            told.operation(),
                            told.at(),
                            told.was(),
                            Verdict.SUPERSEDED,
                            told.rules(),
                            until,
                            told.why() + "; " + why));
        }
    }

    private void count(Verdict verdict, long by) {
        verdicts.merge(verdict, by, Long::sum);
    }

    /** A record counts once, however often it is asked about. */
    void notReplayed(RecordedDecision decision, Unknown what) {
        String id = decision.glance().id();
        if (asksFor(decision) && !id.equals(counted.put(what, id))) {
            notReplayed(what, 1);
        }
    }

    void notReplayed(Unknown what, long count) {
        unknown.merge(what, count, Long::sum);
    }

    long records() {
        return records;
    }

    Map<Verdict, Long> verdicts() {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Difference> differences() {
        return differences;
    }

    List<NotReplayed> unknown() {
        return unknown.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new NotReplayed(entry.getKey(), entry.getValue()))
                .toList();
    }
}
