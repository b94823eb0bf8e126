package dev.gitops.spi;

import dev.gitops.api.DeploymentRecord;

/**
 * An audit system that gets each record besides the store. What it has not acknowledged waits in a spool and is sent again; an operation never fails because of it.
 */
public interface RecordEndpoint extends AutoCloseable {

    /**
     * Puts a record into the spool and sends what waits there, within a budget of time.
     *
     * @param record a record that the store has
     * @return what became of it and of what waited before
     */
    Delivered send(DeploymentRecord record);

    /**
     * Sends from the store what the system has not acknowledged, whatever became of the spools.
     *
     * @return what became of it
     */
    Delivered replay();

    @Override
    void close();

    /**
     * What became of records.
     *
     * @param acknowledged how many the system has acknowledged now
     * @param waiting how many still wait
     * @param refused how many the system refused for good; they wait for a replay
     * @param problem why records wait or were refused; empty where none did
     */
    record Delivered(long acknowledged, long waiting, long refused, String problem) {}
}
