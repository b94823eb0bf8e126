package dev.gitops.simulation;

import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.model.GateSpec;
import dev.gitops.record.RecordedDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records say that rules alone do not: refusals of hosts, deliveries and missing states, and what gates answered. */
final class Evidence {

    private final Tally tally;

    Evidence(Tally tally) {
        this.tally = tally;
    }

    /** The recorded refusals of kinds that cannot be judged anew. */
    List<Refusal> standing(RecordedDecision decision, Set<Refusal.Kind> judged) {
        List<Refusal> standing = new ArrayList<>();
        for (RecordedRefusal recorded : decision.refusals()) {
            Refusal.Kind kind = kind(recorded);
            if (kind != null && !judged.contains(kind)) {
                standing.add(as(recorded, kind));
            }
        }
        if (!standing.isEmpty()) {
            tally.notReplayed(decision, Unknown.EVIDENCE);
        }
        return standing;
    }

    /** A recorded refusal that stands. */
    static Refusal as(RecordedRefusal recorded, Refusal.Kind kind) {
        return new Refusal(kind, "as recorded", recorded.rule(), recorded.until());
    }

    /** A kind of a later version is none that can be told. */
    private static Refusal.@Nullable Kind kind(RecordedRefusal recorded) {
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(recorded.kind())) {
                return kind;
            }
        }
        return null;
    }

    /** What gates said, of those that would be asked; one that nobody asked is counted and taken as a yes. */
    List<Refusal> gates(RecordedDecision decision, List<GateSpec> gates, GateSpec.Before before) {
        List<Refusal> refusals = new ArrayList<>();
        boolean unasked = false;
        for (GateSpec gate : gates) {
            if (gate.before() != before || decision.gates().contains(gate.name())) {
                continue;
            }
            var said = decision.refusal("gate", "gates/" + gate.name())
                    .filter(refusal -> refusal.rule().equals("gates/" + gate.name()));
            said.ifPresent(refusal -> refusals.add(as(refusal, Refusal.Kind.GATE)));
            unasked |= said.isEmpty();
        }
        if (unasked && refusals.isEmpty()) {
            tally.notReplayed(decision, Unknown.GATES);
        }
        return refusals;
    }
}
