package dev.gitops.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An intent, as data: everything that one environment has verified goes to another one, as one change. {@code Train.from(STAGING).to(PRODUCTION)} is the way to write one down.
 *
 * @param from the environment the releases come from
 * @param environment the environment that gets them
 * @param ofTeam only the applications of this team; null for all
 * @param byTeam whether each team gets a change of its own
 * @param strict whether nothing goes where anything that has something to promote is left out
 * @param reason why; null where nobody said
 */
public record Train(
        EnvironmentName from,
        EnvironmentName environment,
        @Nullable String ofTeam,
        boolean byTeam,
        boolean strict,
        @Nullable String reason) {

    /** Refuses null. */
    public Train {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(environment, "environment");
    }

    /**
     * A train from an environment.
     *
     * @param from where the releases come from
     * @return what remains to be said
     */
    public static Origin from(EnvironmentName from) {
        return new Origin(from);
    }

    /**
     * A train that still has to say where it goes.
     *
     * @param from where the releases come from
     */
    public record Origin(EnvironmentName from) {

        /** Refuses null. */
        public Origin {
            Objects.requireNonNull(from, "from");
        }

        /**
         * Where it goes.
         *
         * @param environment the environment that gets the releases
         * @return the train of all applications
         */
        public Train to(EnvironmentName environment) {
            return new Train(from, environment, null, false, false, null);
        }
    }

    /**
     * Takes only the applications of a team.
     *
     * @param team the team
     * @return the train
     */
    public Train ofTeam(String team) {
        return new Train(from, environment, Objects.requireNonNull(team, "team"), byTeam, strict, reason);
    }

    /** {@return the train with a change for each team} */
    public Train eachTeamAlone() {
        return new Train(from, environment, ofTeam, true, strict, reason);
    }

    /** {@return the train that goes whole or not at all: whatever has something to promote and may not go keeps everything back} */
    public Train wholeOrNothing() {
        return new Train(from, environment, ofTeam, byTeam, true, reason);
    }

    /**
     * Says why.
     *
     * @param why the reason, for commits and records
     * @return the train
     */
    public Train because(String why) {
        return new Train(from, environment, ofTeam, byTeam, strict, Objects.requireNonNull(why, "why"));
    }

    /** {@return as in {@code the train from staging to production}} */
    public String inWords() {
        return "the train from " + from + " to " + environment + (ofTeam == null ? "" : " of team " + ofTeam);
    }
}
