package dev.gitops.api;

import java.util.Objects;

/**
 * What came of a verify step.
 *
 * @param step the step in words, as in {@code http https://shop.example.com/health}
 * @param passed whether it was answered as stated
 * @param detail what was answered, and after how many tries
 */
public record VerifyResult(String step, boolean passed, String detail) {

    /** Refuses null. */
    public VerifyResult {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(detail, "detail");
    }
}
