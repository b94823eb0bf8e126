package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.audit.report.ReportInput.Diffs;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The diffs of the newest deployments: a few of each application, so many of all. */
final class ChosenDiffs {

    private static final int OF_AN_APP = 5;

    private final Map<String, String> byRecord = new HashMap<>();

    private ChosenDiffs() {}

    /** A deployment and the one before it in its environment. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(RecordGlance deployment, byte[] json, byte[] before) {}

    /** Asks for them; the histories hold records, newest first. */
    static ChosenDiffs of(Collection<? extends Collection<byte[]>> histories, Diffs diffs) {
        ChosenDiffs chosen = new ChosenDiffs();
        if (diffs == Diffs.NONE) {
            return chosen;
        }
        List<Pair> pairs = new ArrayList<>();
        histories.forEach(history -> pairs.addAll(pairs(history)));
        pairs.sort(Comparator.comparing((Pair pair) -> pair.deployment().ended())
                .reversed()
                .thenComparing(pair -> pair.deployment().id()));
        for (Pair pair : pairs.subList(0, Math.min(diffs.most(), pairs.size()))) {
            DeploymentRecord deployment = RecordJson.read(pair.json());
            diffs.of(deployment, RecordJson.read(pair.before()))
                    .ifPresent(diff -> chosen.byRecord.put(deployment.id(), diff));
        }
        return chosen;
    }

    private static List<Pair> pairs(Collection<byte[]> history) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, List<Waiting>> waiting = new HashMap<>();
        int begun = 0;
        for (byte[] json : history) {
            RecordGlance record = RecordGlance.of(json);
            if (!record.operation().equals(Operation.DEPLOY.word())) {
                continue;
            }
            List<Waiting> newer = waiting.computeIfAbsent(record.environment(), environment -> new ArrayList<>());
            if (record.outcome().equals("verified") || record.outcome().equals("unchanged")) {
                newer.forEach(each -> pairs.add(new Pair(each.record(), each.json(), json)));
                newer.clear();
            }
            if (begun < OF_AN_APP && !record.outcome().equals("unchanged")) {
                newer.add(new Waiting(record, json));
                begun++;
            } else if (begun >= OF_AN_APP && waiting.values().stream().allMatch(List::isEmpty)) {
                break;
            }
        }
        return pairs;
    }

    /** A deployment whose predecessor is still to come. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Waiting(RecordGlance record, byte[] json) {}

    Optional<String> of(DeploymentRecord record) {
        return Optional.ofNullable(byRecord.get(record.id()));
    }
}
