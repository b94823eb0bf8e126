package dev.gitops.cluster.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a request is repeated, and when to give up: a doubling, jittered pause within a budget of time; the server's own word is followed where it gives one. */
final class Retry {

    /** How long one request may be repeated. */
    static final Duration BUDGET = Duration.ofSeconds(20);

    private static final long FIRST = 100;
    private static final long LONGEST = 4_000;

    private final long until;
    private int attempt;

    Retry(Duration budget) {
        this.until = System.nanoTime() + budget.toNanos();
    }

    /** Whether an answer may be another one when asked again. */
    static boolean worthwhile(Answer answer, boolean repeatable) {
        return switch (answer.code()) {
            case 429, 503 -> true;
            case 502, 504 -> repeatable;
            // A 500 is often permanent (a field that no schema knows); what passes says so.
            case 500 ->
                repeatable
                        && (answer.message().contains("etcdserver")
                                || answer.message().contains("timed out")
                                || answer.message().contains("connection refused"));
            default -> false;
        };
    }

    /**
     * The next pause.
     *
     * @param asked what the server's Retry-After says in seconds; 0 where it says nothing
     * @return the pause in milliseconds; negative where the budget is used up
     */
    long pause(long asked) {
        long doubled = Math.min(LONGEST, FIRST << Math.min(attempt++, 10));
        long pause = asked > 0
                ? asked * 1_000 + ThreadLocalRandom.current().nextLong(FIRST)
                : doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1);
        return System.nanoTime() + pause * 1_000_000 > until ? -1 : pause;
    }

    int attempts() {
        return attempt;
    }
}
