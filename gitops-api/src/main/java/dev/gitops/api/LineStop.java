package dev.gitops.api;

import java.util.Optional;

/**
 * How much of the line is stopped: every application in every environment, or those of an environment, of a team, or of a team in an environment.
 *
 * @param environment only this environment; empty for all
 * @param team only the applications of this team; empty for all
 */
public record LineStop(Optional<EnvironmentName> environment, Optional<String> team) {

    /** Everything. */
    public static final LineStop ALL = new LineStop(Optional.empty(), Optional.empty());

    /** {@return as in {@code the line in production of team payments}} */
    public String inWords() {
        return "the line" + environment.map(name -> " in " + name).orElse("")
                + team.map(name -> " of team " + name).orElse("");
    }

    /** {@return the arguments of {@code gitops hold} that name it} */
    public String arguments() {
        return "--all" + environment.map(name -> " --in " + name).orElse("")
                + team.map(name -> " --team " + name).orElse("");
    }

    /**
     * Whether it holds an application in an environment.
     *
     * @param app the application
     * @param name the environment
     * @return true if it is among what is stopped
     */
    public boolean holds(AppSpec app, EnvironmentName name) {
        return environment.filter(own -> !own.equals(name)).isEmpty() && (team.isEmpty() || team.equals(app.team()));
    }
}
