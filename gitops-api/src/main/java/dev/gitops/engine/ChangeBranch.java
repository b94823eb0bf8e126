package dev.gitops.engine;

/** The branches that change requests come from: one an application and environment, so that a second wish updates the first one's. */
final class ChangeBranch {

    /** What all of them begin with. */
    static final String PREFIX = "gitops/change/";

    private ChangeBranch() {}

    static String of(Place place) {
        return PREFIX + place.app().name() + "/" + place.environment().name();
    }
}
