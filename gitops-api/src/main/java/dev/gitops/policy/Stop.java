package dev.gitops.policy;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.LineStop;
import dev.gitops.api.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The line is stopped: no release, promotion or deployment, but going back, until somebody lifts it.
 *
 * @param line how much of it
 * @param by who stopped it
 * @param since when
 * @param reason why; null where nobody said
 */
public record Stop(
        LineStop line, String by, Instant since, @Nullable String reason) {

    /**
     * How much of the line is meant.
     *
     * @param environment the environment; null for all
     * @param team the team; null for all
     * @return so much
     */
    public static LineStop line(@Nullable EnvironmentName environment, @Nullable String team) {
        LineStop ofTeam = team == null ? LineStop.ALL : LineStop.ALL.of(team);
        return environment == null ? ofTeam : ofTeam.in(environment);
    }

    /**
     * The stops that would hold an application in an environment.
     *
     * @param app the application
     * @param environment the environment
     * @return everything first
     */
    public static List<LineStop> lines(AppSpec app, EnvironmentName environment) {
        return Stream.of(LineStop.ALL, LineStop.ALL.in(environment))
                .flatMap(all -> Stream.concat(Stream.of(all), app.team().map(all::of).stream()))
                .toList();
    }

    /**
     * Why something may not change.
     *
     * @param stops the stops that hold it
     * @param actor who asks
     * @param mayPass whom the inventory lets pass
     * @param people who is who
     * @return what is in the way; empty where nothing is stopped, or the actor may pass
     */
    public static Optional<Obstacle> obstacle(
            List<Stop> stops, String actor, Collection<String> mayPass, People people) {
        if (stops.isEmpty() || people.among(actor, mayPass)) {
            return Optional.empty();
        }
        Stop stop = stops.get(0);
        String pass = mayPass.isEmpty() ? "" : "; " + String.join(", ", mayPass) + " may pass";
        return Optional.of(Obstacle.untilDone(
                        Refusal.Kind.HOLD,
                        stop.inWords(),
                        "lift it with: gitops hold " + stop.line.arguments() + " --release" + pass)
                .ofRule(stop.rule()));
    }

    /**
     * What is to be told where somebody passes.
     *
     * @param stops the stops that hold something
     * @param actor who asks
     * @param mayPass whom the inventory lets pass
     * @param people who is who
     * @return the notice; empty where nothing is stopped, or the actor may not pass
     */
    public static Optional<String> passed(List<Stop> stops, String actor, Collection<String> mayPass, People people) {
        return stops.isEmpty() || !people.among(actor, mayPass)
                ? Optional.empty()
                : Optional.of(actor + " passed, whom the inventory lets pass: "
                        + stops.get(0).inWords());
    }

    /** {@return its rule, as in {@code line/production/payments}; {@code _} for all} */
    public String rule() {
        return "line/" + line.environment().map(Object::toString).orElse("_") + "/"
                + line.team().orElse("_");
    }

    /** {@return as in {@code the line in production is stopped by alice since 2026-03-02T10:00:00Z (incident 42)}} */
    public String inWords() {
        return line.inWords() + " is stopped by " + by + " since " + Obstacle.seconds(since)
                + (reason == null ? "" : " (" + reason + ")");
    }
}
