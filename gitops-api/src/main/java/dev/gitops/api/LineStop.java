package dev.gitops.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much of the line is stopped: every application in every environment, or those of an environment, of a team, or of a team in an environment. */
public final class LineStop {

    /** Everything. */
    public static final LineStop ALL = new LineStop(null, null);

    private final @Nullable EnvironmentName environment;
    private final @Nullable String team;

    private LineStop(@Nullable EnvironmentName environment, @Nullable String team) {
        this.environment = environment;
        this.team = team;
    }

    /**
     * As much of it as is in one environment.
     *
     * @param name the environment
     * @return what is stopped there
     */
    public LineStop in(EnvironmentName name) {
        return new LineStop(Objects.requireNonNull(name, "name"), team);
    }

    /**
     * As much of it as a team has.
     *
     * @param name the team
     * @return what is stopped of its applications
     */
    public LineStop of(String name) {
        return new LineStop(environment, Objects.requireNonNull(name, "name"));
    }

    /** {@return the one environment; empty for all} */
    public Optional<EnvironmentName> environment() {
        return Optional.ofNullable(environment);
    }

    /** {@return the one team; empty for all} */
    public Optional<String> team() {
        return Optional.ofNullable(team);
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
        return environment().filter(own -> !own.equals(name)).isEmpty() && (team == null || team().equals(app.team()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LineStop line
                && Objects.equals(environment, line.environment)
                && Objects.equals(team, line.team);
    }

    @Override
    public int hashCode() {
        return Objects.hash(environment, team);
    }

    @Override
    public String toString() {
        return inWords();
    }
}
