package dev.gitops.policy;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Refusal;
import dev.gitops.api.model.WindowSpec;
import dev.gitops.api.model.WindowsSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an environment may change at a time. Freezes are windows in which it may not. What the environment, the team and the application say all holds: it may change where none of them denies it, and where
 * each of them that allows some windows only has one open.
 */
public final class Windows {

    /** More changes of open and closed than this before it opens is never. */
    private static final int STEPS = 1000;

    private static final String ADVICE = "wait, or deploy with --break-glass REASON";

    private final List<Window> deny;
    private final List<List<Window>> allow;

    private Windows(List<Window> deny, List<List<Window>> allow) {
        this.deny = deny;
        this.allow = allow;
    }

    /**
     * The windows of an environment.
     *
     * @param environment the environment, with what team and application say settled
     * @param occurrences knows the rules of recurrence
     * @return its windows
     */
    public static Windows of(EnvironmentSpec environment, Occurrences occurrences) {
        List<WindowsSpec> levels = environment.windows();
        Stream<WindowSpec> denied = Stream.concat(
                environment.freezes().stream().map(WindowSpec::of),
                levels.stream().flatMap(level -> level.deny().stream()));
        return new Windows(
                denied.map(spec -> new Window(spec, occurrences)).toList(),
                levels.stream()
                        .filter(level -> !level.allow().isEmpty())
                        .map(level -> level.allow().stream()
                                .map(spec -> new Window(spec, occurrences))
                                .toList())
                        .toList());
    }

    /**
     * Why an environment may not change.
     *
     * @param environment its name, for the sentence
     * @param now the time that is asked for
     * @return what is in the way, with the first time at which it is open; empty where it may change
     */
    public Optional<Obstacle> obstacle(String environment, Instant now) {
        return closure(now).map(closure -> {
            String until = closure.until()
                    .map(time -> " until " + time.toOffsetDateTime())
                    .orElse(" and does not open again as far as can be foreseen");
            String why = environment + " is " + closure.word() + until
                    + (closure.reason() == null ? "" : " (" + closure.reason() + ")");
            return new Obstacle(
                    Refusal.Kind.FREEZE,
                    why,
                    closure.until().map(ZonedDateTime::toInstant),
                    ADVICE,
                    closure.word().equals("frozen") ? "windows.deny" : "windows.allow");
        });
    }

    /**
     * How it is closed.
     *
     * @param word {@code frozen} by a denied window, {@code closed} outside the allowed ones
     * @param until the first time at which it is open, in the zone of the window that closes it now; empty where that cannot be foreseen
     * @param reason why; null where the inventory does not say
     */
    public record Closure(
            String word,
            Optional<ZonedDateTime> until,
            @Nullable String reason) {}

    /**
     * Whether it is closed.
     *
     * @param now the time that is asked for
     * @return how; empty where it may change
     */
    public Optional<Closure> closure(Instant now) {
        return closed(now)
                .map(first -> new Closure(
                        first.word(),
                        opens(now).map(time -> Obstacle.seconds(time).atZone(first.zone())),
                        first.reason()));
    }

    /** The first time at which it may change; empty where that is not within eight years. */
    private Optional<Instant> opens(Instant now) {
        Instant time = now;
        for (int step = 0; step < STEPS; step++) {
            Optional<Closed> closed = closed(time);
            if (closed.isEmpty()) {
                return Optional.of(time);
            }
            Optional<Instant> next = closed.get().until();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            time = next.get();
        }
        return Optional.empty();
    }

    /** What closes it, and until when that does. */
    private record Closed(
            String word,
            Optional<Instant> until,
            ZoneId zone,
            @Nullable String reason) {}

    private Optional<Closed> closed(Instant now) {
        for (Window window : deny) {
            Optional<Instant> end = window.end(now);
            if (end.isPresent()) {
                return Optional.of(new Closed(
                        "frozen", end, window.spec().zone(), window.spec().reason()));
            }
        }
        for (List<Window> level : allow) {
            if (level.stream().noneMatch(window -> window.end(now).isPresent())) {
                return Optional.of(outside(level, now));
            }
        }
        return Optional.empty();
    }

    private static Closed outside(List<Window> level, Instant now) {
        List<Window> known = new ArrayList<>(level);
        Window first = known.get(0);
        Optional<Instant> next = Optional.empty();
        for (Window window : known) {
            Optional<Instant> begin = window.next(now);
            if (begin.isPresent() && (next.isEmpty() || begin.get().isBefore(next.get()))) {
                next = begin;
                first = window;
            }
        }
        return new Closed("closed", next, first.spec().zone(), first.spec().reason());
    }
}
