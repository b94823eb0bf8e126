package dev.gitops.engine.workspace;

import dev.gitops.api.EnvironmentName;
import java.util.Optional;

/** The branches that change requests come from: one an application and environment, so that a second wish updates the first one's. */
public final class ChangeBranch {

    /** What all branches of the tool begin with. */
    public static final String TOOL = "gitops/";

    /** What all of them begin with. */
    public static final String PREFIX = "gitops/change/";

    /** What those of trains begin with. */
    public static final String TRAINS = "gitops/train/";

    /** No name of a team is this. */
    private static final String ALL = "_";

    private ChangeBranch() {}

    /** The branch of an application's environment. */
    public static String of(Place place) {
        return PREFIX + place.app().name() + "/" + place.environment().name();
    }

    /**
     * The branch of a train.
     *
     * @param environment where it goes
     * @param team whose applications it has; empty for any
     * @param target the branch that decides the environment
     * @param usual the branch that decides environments unless they say otherwise
     */
    public static String ofTrain(EnvironmentName environment, Optional<String> team, String target, String usual) {
        return TRAINS + environment + "/" + team.orElse(ALL)
                + (target.equals(usual) ? "" : "@" + target.replace('/', '-'));
    }
}
