package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rule a record says was in the way, in words that stay.
 *
 * @param kind the word of a {@link Refusal.Kind}, as in {@code freeze}; records of later versions may have others
 * @param rule which rule of that kind, as {@link Refusal#rule()} says it
 * @param until when it ends by itself; null where somebody has to do something
 */
public record RecordedRefusal(
        String kind, String rule, @Nullable Instant until) {

    /** Checks that kind and rule are there. */
    public RecordedRefusal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * What a record keeps of some refusals.
     *
     * @param refusals the refusals
     * @return their kinds and rules, in order
     */
    public static List<RecordedRefusal> of(List<Refusal> refusals) {
        Objects.requireNonNull(refusals, "refusals");
        return refusals.stream()
                .map(refusal -> new RecordedRefusal(refusal.kind().word(), refusal.rule(), refusal.until()))
                .toList();
    }
}
