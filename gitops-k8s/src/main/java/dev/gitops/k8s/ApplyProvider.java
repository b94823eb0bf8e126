package dev.gitops.k8s;

import dev.gitops.cluster.client.Cluster;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;

/** {@code delivery: apply}: server-side apply by ourselves, with health, prune and drift. */
public final class ApplyProvider implements DeliveryProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public ApplyProvider() {}

    @Override
    public String kind() {
        return "apply";
    }

    @Override
    public String schema() {
        return ApplyDelivery.schema();
    }

    @Override
    public Delivery open(Context context) {
        return new ApplyDelivery(Cluster.of(context.cluster()));
    }
}
