package dev.gitops.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of the line is stopped: every application in every environment, or those of an environment, of a team, or of a team in an environment.
 *
 * @param inEnvironment only this environment; null for all
 * @param ofTeam only the applications of this team; null for all
 */
public record LineStop(
        @Nullable EnvironmentName inEnvironment, @Nullable String ofTeam) {

    /** Everything. */
    public static final LineStop ALL = new LineStop(null, null);

    /** {@return the one environment; empty for all} */
    public Optional<EnvironmentName> environment() {
        return Optional.ofNullable(inEnvironment);
    }

    /** {@return the one team; empty for all} */
    public Optional<String> team() {
        return Optional.ofNullable(ofTeam);
    }

    /** {@return as in {@code the line in production of team payments}} */
    public String inWords() {
        return "the line" + environment().map(name -> " in " + name).orElse("")
                + team().map(name -> " of team " + name).orElse("");
    }

    /** {@return the arguments of {@code gitops hold} that name it} */
    public String arguments() {
        return "--all" + environment().map(name -> " --in " + name).orElse("")
                + team().map(name -> " --team " + name).orElse("");
    }

    /**
     * Whether some application in some environment may be held by both: neither names another environment or team than the other.
     *
     * @param other another part of the line
     * @return true if they overlap
     */
    public boolean overlaps(LineStop other) {
        Objects.requireNonNull(other, "other");
        return agree(environment(), other.environment()) && agree(team(), other.team());
    }

    private static <T> boolean agree(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /**
     * Whether it holds an application in an environment.
     *
     * @param app the application
     * @param name the environment
     * @return true if it is among what is stopped
     */
    public boolean holds(AppSpec app, EnvironmentName name) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(name, "name");
        return environment().filter(own -> !own.equals(name)).isEmpty()
                && (ofTeam == null || team().equals(app.team()));
    }
}
