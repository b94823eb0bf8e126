package dev.gitops.http;

import dev.gitops.api.CancelledException;
import dev.gitops.api.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;

/** The one loop that sends again: within a number of attempts and a time, after the pause the server asks for, telling that it waits. */
public final class Retries {

    private final Patience patience;
    private final Progress progress;

    /**
     * Retries.
     *
     * @param patience how often and how long
     * @param progress is told of each pause
     */
    public Retries(Patience patience, Progress progress) {
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * What is left after the last attempt.
     *
     * @param <T> what an answer is
     * @param last the last attempt
     * @param attempts how many there were
     * @param pause how long it would have been waited before the next one
     */
    public record End<T>(Attempt<T> last, int attempts, Duration pause) {}

    /** Looks, before a request is sent again, whether it was carried out. */
    @FunctionalInterface
    interface Lookup<T> {
        /** {@return what the request made; empty where nothing} */
        Optional<T> made(Attempt.Failed<T> failed);
    }

    /**
     * Sends until there is an answer.
     *
     * @param <T> what an answer is
     * @param server its name, for who waits
     * @param send sends once; its argument is the number of the attempt, from 1
     * @return the end: an answer, or the last failure
     */
    public <T> End<T> until(String server, IntFunction<Attempt<T>> send) {
        return until(server, send, failed -> Optional.empty());
    }

    <T> End<T> until(String server, IntFunction<Attempt<T>> send, Lookup<T> lookup) {
        Instant start = patience.now();
        for (int attempt = 1; ; attempt++) {
            Attempt<T> last = send.apply(attempt);
            if (!(last instanceof Attempt.Failed<T> failed)) {
                return new End<>(last, attempt, Duration.ZERO);
            }
            Duration pause = failed.pause().orElse(patience.pause(attempt));
            Duration then = Duration.between(start, patience.now()).plus(pause);
            if (attempt >= patience.attempts() || patience.budget().compareTo(then) < 0) {
                return new End<>(last, attempt, pause);
            }
            progress.tell(server + " " + failed.why() + "; trying again in " + Math.max(1, pause.toSeconds()) + " s");
            if (!patience.sleep(pause)) {
                throw new CancelledException("waiting for " + server, null);
            }
            Optional<T> made = lookup.made(failed);
            if (made.isPresent()) {
                return new End<>(new Attempt.Answered<>(made.get()), attempt, Duration.ZERO);
            }
        }
    }
}
