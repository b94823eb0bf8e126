package dev.gitops.simulation;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.LineStop;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When what was held and stopped, as commits tell it: to the second, and a little late, as a commit is pushed after it was asked for. */
public final class StateHistory {

    private static final Duration PUSHING = Duration.ofSeconds(10);

    private final Map<String, List<Span>> spans = new HashMap<>();

    /** A history of nothing yet. */
    public StateHistory() {}

    private record Span(String by, @Nullable String reason, Instant from, Instant to) {

        boolean has(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        boolean isNear(Instant time) {
            return near(from, time) || near(to, time);
        }

        private static boolean near(Instant edge, Instant time) {
            return !edge.equals(Instant.MAX)
                    && Duration.between(edge, time).abs().compareTo(PUSHING) <= 0;
        }
    }

    /**
     * A hold was set or lifted. Changes come in their order, the oldest first.
     *
     * @param app the application
     * @param environment the environment
     * @param held whether it was set
     * @param by who did
     * @param at when
     * @param reason why; null where nobody said
     */
    public void hold(String app, String environment, boolean held, String by, Instant at, @Nullable String reason) {
        change("hold " + app + " " + environment, held, by, at, reason);
    }

    /**
     * The line was stopped or freed. Changes come in their order, the oldest first.
     *
     * @param line how much of it
     * @param stopped whether it was stopped
     * @param by who did
     * @param at when
     * @param reason why; null where nobody said
     */
    public void stop(LineStop line, boolean stopped, String by, Instant at, @Nullable String reason) {
        change(line.arguments(), stopped, by, at, reason);
    }

    private void change(String key, boolean begins, String by, Instant at, @Nullable String reason) {
        List<Span> list = spans.computeIfAbsent(key, absent -> new ArrayList<>());
        @Nullable Span last = list.isEmpty() ? null : list.get(list.size() - 1);
        boolean open = last != null && last.to().equals(Instant.MAX);
        if (begins && !open) {
            list.add(new Span(by, reason, at, Instant.MAX));
        } else if (!begins && open && last != null) {
            list.set(list.size() - 1, new Span(last.by(), last.reason(), last.from(), at));
        }
    }

    private Optional<Span> at(String key, Instant time) {
        return spans.getOrDefault(key, List.of()).stream()
                .filter(span -> span.has(time))
                .findFirst();
    }

    /** The hold of a place at a time. */
    Optional<Hold> holdAt(String app, EnvironmentName environment, Instant time) {
        return at("hold " + app + " " + environment, time).map(span -> new Hold(span.by(), span.from(), span.reason()));
    }

    /** When the hold that is there at a time ends. */
    Optional<Instant> holdEnds(String app, EnvironmentName environment, Instant time) {
        return at("hold " + app + " " + environment, time).map(Span::to).filter(end -> !end.equals(Instant.MAX));
    }

    /** The stops that hold a place at a time, as {@code Stops} orders them. */
    List<Stop> stopsAt(AppSpec app, EnvironmentName environment, Instant time) {
        if (spans.isEmpty()) {
            return List.of();
        }
        List<Stop> stops = new ArrayList<>();
        for (LineStop line : Stop.lines(app, environment)) {
            at(line.arguments(), time)
                    .map(span -> new Stop(line, span.by(), span.from(), span.reason()))
                    .filter(stop -> !stops.contains(stop))
                    .ifPresent(stops::add);
        }
        return stops;
    }

    /** When one of the stops that are there at a time ends, the first. */
    Optional<Instant> stopEnds(AppSpec app, EnvironmentName environment, Instant time) {
        return Stop.lines(app, environment).stream()
                .flatMap(line -> at(line.arguments(), time).stream())
                .map(Span::to)
                .filter(end -> !end.equals(Instant.MAX))
                .min(Instant::compareTo);
    }

    /** Whether a stop of a place begins or ends about then, so that commits do not tell whether it was there. */
    boolean isNearAStop(AppSpec app, EnvironmentName environment, Instant time) {
        return Stop.lines(app, environment).stream()
                .flatMap(line -> spans.getOrDefault(line.arguments(), List.of()).stream())
                .anyMatch(span -> span.isNear(time));
    }
}
