package dev.gitops.api;

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
     * Whether it holds an application in an environment.
     *
     * @param app the application
     * @param name the environment
     * @return true if it is among what is stopped
     */
    public boolean holds(AppSpec app, EnvironmentName name) {
        return environment().filter(own -> !own.equals(name)).isEmpty()
                && (ofTeam == null || team().equals(app.team()));
    }
}
