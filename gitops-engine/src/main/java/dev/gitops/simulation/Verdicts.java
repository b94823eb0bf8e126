package dev.gitops.simulation;

import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.record.RecordedDecision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a refusal is the one that was recorded: by the same kinds of rules, and until the same time where they end by themselves. */
final class Verdicts {

    private Verdicts() {}

    static boolean same(RecordedDecision decision, List<Refusal> refusals) {
        return words(decision.refusals().stream()).equals(words(RecordedRefusal.of(refusals).stream()));
    }

    private static Set<String> words(Stream<RecordedRefusal> refusals) {
        return refusals.map(refusal -> refusal.kind() + seconds(refusal.until()))
                .collect(Collectors.toSet());
    }

    private static String seconds(@Nullable Instant time) {
        return time == null ? "" : " until " + time.truncatedTo(ChronoUnit.SECONDS);
    }
}
