package dev.gitops.engine;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.RecordEndpoint;
import java.util.List;
import java.util.Optional;

/** The audit trail of an inventory, for tools that work on the store itself: verification, exports, metrics, the report. Closing it closes the store. */
public final class AuditTrail implements AutoCloseable {

    private final Connections connections;

    private AuditTrail(Connections connections) {
        this.connections = connections;
    }

    /**
     * Opens the trail.
     *
     * @param inventory the inventory, which says where records are kept
     * @param settings credentials and the cache
     * @return the trail
     */
    public static AuditTrail open(Inventory inventory, Settings settings) {
        return new AuditTrail(new Connections(inventory, settings));
    }

    /** {@return the store of records} */
    public AuditStore store() {
        return connections.anyWorkspace().records();
    }

    /**
     * The audit system that gets each record besides.
     *
     * @return it, where the inventory names one
     * @throws InvalidInputException if it names one and nothing on the class path speaks with it
     */
    public Optional<RecordEndpoint> endpoint() {
        if (connections.inventory().audit().endpoint() == null) {
            return Optional.empty();
        }
        return Optional.of(connections
                .anyWorkspace()
                .endpoint()
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                "audit.endpoint",
                                null,
                                "nothing on the class path sends records to an endpoint",
                                "add the artifact dev.gitops:gitops-audit")))));
    }

    @Override
    public void close() {
        connections.close();
    }
}
