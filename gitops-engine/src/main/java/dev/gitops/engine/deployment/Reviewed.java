package dev.gitops.engine.deployment;

import dev.gitops.repository.Snapshot.Step;
import dev.gitops.spi.Forge;
import java.util.List;

/**
 * A step with the merged change requests that brought it.
 *
 * @param step the step
 * @param requests the change requests, as the host tells; empty where it came by a push
 * @param begin whether it is what the environment began with, which nobody can have reviewed
 */
record Reviewed(Step step, List<Forge.Details> requests, boolean begin) {

    /** Copies the requests. */
    Reviewed {
        requests = List.copyOf(requests);
    }
}
