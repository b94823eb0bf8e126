package dev.gitops.verification;

import java.util.List;
import java.util.Map;

/**
 * What one try of a verify step was answered.
 *
 * @param kind what that means
 * @param detail what was answered, in words
 * @param figures what was measured, by name
 * @param log the last lines of what was run
 */
record Reply(Kind kind, String detail, Map<String, Double> figures, List<String> log) {

    /** What an answer means. */
    enum Kind {
        /** As stated. */
        PASSED,
        /** Not as stated. */
        FAILED,
        /** What was to answer did not: that says nothing of what was delivered. */
        UNANSWERED,
        /** As unanswered, and it will stay so. */
        UNANSWERABLE
    }

    static Reply of(boolean passed, String detail) {
        return new Reply(passed ? Kind.PASSED : Kind.FAILED, detail, Map.of(), List.of());
    }

    static Reply of(Kind kind, String detail) {
        return new Reply(kind, detail, Map.of(), List.of());
    }

    boolean passed() {
        return kind == Kind.PASSED;
    }
}
