package dev.gitops.api;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What came of a verify step.
 *
 * @param step the step in words, as in {@code http https://shop.example.com/health}
 * @param passed whether it was answered as stated
 * @param detail what was answered, and after how many tries
 * @param figures what was counted and measured, by name: {@code tries}, {@code failures}, {@code seconds}; of a query {@code value} and the figures it was compared with
 */
public record VerifyResult(String step, boolean passed, String detail, Map<String, Double> figures) {

    /** Sorts the figures by name. */
    public VerifyResult {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(figures, "figures");
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /**
     * A result without figures.
     *
     * @param step the step in words
     * @param passed whether it was answered as stated
     * @param detail what was answered
     */
    public VerifyResult(String step, boolean passed, String detail) {
        this(step, passed, detail, Map.of());
    }
}
