package dev.gitops.engine;

import dev.gitops.api.AppSpec;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.engine.deployment.RenderedDiff;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
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

    /**
     * What a deployment changed in the rendered manifests, from the config repository's history; values of Secrets are digests.
     *
     * @param deployment the record of the deployment
     * @param before the record of the deployment before it in the same application and environment
     * @return a unified diff; empty where nothing differs, where the inventory no longer has the place, or where what was there then cannot be rendered any more
     */
    public Optional<String> diff(DeploymentRecord deployment, DeploymentRecord before) {
        Optional<String> to = deployment.commit();
        Optional<String> from = before.commit();
        AppSpec app = connections.inventory().apps().get(deployment.app());
        if (app == null
                || !app.environments().containsKey(deployment.environment())
                || to.isEmpty()
                || from.isEmpty()) {
            return Optional.empty();
        }
        try {
            Place place = Place.of(app, deployment.environment(), connections);
            return RenderedDiff.inHistory(place, from.get(), to.get()).filter(text -> !text.isEmpty());
        } catch (GitOpsException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
