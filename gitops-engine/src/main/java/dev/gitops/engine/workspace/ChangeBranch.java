package dev.gitops.engine.workspace;

/** The branches that change requests come from: one an application and environment, so that a second wish updates the first one's. */
public final class ChangeBranch {

    /** What all of them begin with. */
    public static final String PREFIX = "gitops/change/";

    private ChangeBranch() {}

    /** The branch of an application's environment. */
    public static String of(Place place) {
        return PREFIX + place.app().name() + "/" + place.environment().name();
    }
}
