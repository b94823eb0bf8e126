package dev.gitops.k8s;

import dev.gitops.cluster.client.Cluster;
import dev.gitops.k8s.handover.FluxDelivery;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;

/** {@code delivery: flux}: Flux delivers what is in Git; we ask it to, and wait for this revision. */
public final class FluxProvider implements DeliveryProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public FluxProvider() {}

    @Override
    public String kind() {
        return "flux";
    }

    @Override
    public String schema() {
        return FluxDelivery.SCHEMA;
    }

    @Override
    public Delivery open(Context context) {
        return new FluxDelivery(Cluster.of(context.cluster()));
    }
}
