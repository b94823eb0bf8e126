package dev.gitops.k8s.handover;

/** Where a controller stands with a revision, as its status tells. */
sealed interface Stand {

    /**
     * It is on its way.
     *
     * @param message what it does
     */
    record Waiting(String message) implements Stand {}

    /**
     * It has synced the revision, and says it is healthy.
     *
     * @param revision the revision it synced
     */
    record Synced(String revision) implements Stand {}

    /**
     * It failed.
     *
     * @param reason the controller's word
     * @param message the controller's sentence
     * @param sure whether it will not change its mind by itself
     */
    record Broken(String reason, String message, boolean sure) implements Stand {}

    /**
     * It went on to another revision.
     *
     * @param revision the other one
     */
    record Overtaken(String revision) implements Stand {}
}
