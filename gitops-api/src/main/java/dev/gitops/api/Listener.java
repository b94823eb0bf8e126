package dev.gitops.api;

/**
 * Is told of every {@link Event} of changes and deployments; handed over in {@link Settings#listeners()}.
 *
 * <p>It is called by the thread that runs the operation, and by several where several run: it must be safe for that. Events of one change or deployment come in their order. The operation waits until it returns,
 * so what takes long belongs to a thread of its own. What it throws does no harm to the operation, and is told once: to {@link Settings#progress()} and to the log.
 */
@FunctionalInterface
public interface Listener {

    /**
     * Something happened.
     *
     * @param event what; it never holds a secret
     */
    void on(Event event);
}
