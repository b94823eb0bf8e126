package dev.gitops.api;

/**
 * Is told, in a sentence each, what a long operation is doing: the simple form of a {@link Listener}, told from the same events. Called from the thread that runs the operation, or from several.
 *
 * <p>A delivery of one's own tells what it does to a progress; what it says by {@link #applied}, {@link #waiting} and {@link #healthy} becomes a typed {@link DeploymentEvent}.
 */
@FunctionalInterface
public interface Progress extends Listener {

    /** Says nothing. */
    Progress SILENT = message -> {};

    /**
     * Something happened.
     *
     * @param message one line without secrets, as in {@code "lost the race for main; asking again on 1a2b3c4"}
     */
    void tell(String message);

    @Override
    default void on(Event event) {
        tell(event.message());
    }

    /**
     * An object was written, or its write was refused.
     *
     * @param object the object and what was done to it
     */
    default void applied(DeployedObject object) {
        tell(object.inWords() + ": " + object.action().word());
    }

    /**
     * An object is waited for; told anew where the reason is another one.
     *
     * @param object the object, with the reason
     */
    default void waiting(DeployedObject object) {
        String reason = object.reason();
        tell(object.inWords() + ": " + (reason == null ? object.health().word() : reason));
    }

    /**
     * An object that was waited for is healthy.
     *
     * @param object the object
     */
    default void healthy(DeployedObject object) {
        tell(object.inWords() + ": healthy");
    }
}
