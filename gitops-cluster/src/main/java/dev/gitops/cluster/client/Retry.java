package dev.gitops.cluster.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** How long to wait before a request is repeated, and when to give up: a doubling, jittered pause within a budget of time; the server's own word is followed where it gives one. */
final class Retry {

    /** How long one request may be repeated. */
    static final Duration BUDGET = Duration.ofSeconds(20);

    private static final long FIRST = 100;
    private static final long LONGEST = 4_000;

    /** A server that says when to come back is heeded up to this, even past the budget. */
    private static final long HEEDED_SECONDS = 30;

    /** What a server says that will never take this request. */
    private static final Pattern FOR_GOOD = Pattern.compile(
            "typed patch object|not declared in schema|cannot unmarshal|strict decoding|no kind .* is registered|request is too large|failed to convert new object|unable to convert unstructured");

    private final long until;
    private int attempt;

    Retry(Duration budget) {
        this.until = System.nanoTime() + budget.toNanos();
    }

    /** Whether an answer may be another one when asked again. */
    static boolean worthwhile(Answer answer, boolean repeatable) {
        return switch (answer.code()) {
            // the server did not begin with it
            case 429, 503 -> true;
            case 408 -> repeatable;
            case 500 -> repeatable && !FOR_GOOD.matcher(answer.message()).find();
            default -> answer.code() > 500 && repeatable;
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
        long more = asked > 0 && asked <= HEEDED_SECONDS ? TimeUnit.SECONDS.toNanos(HEEDED_SECONDS) : 0;
        return System.nanoTime() + pause * 1_000_000 > until + more ? -1 : pause;
    }

    int attempts() {
        return attempt;
    }
}
