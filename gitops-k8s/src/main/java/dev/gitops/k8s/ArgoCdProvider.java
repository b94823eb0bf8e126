package dev.gitops.k8s;

import dev.gitops.cluster.client.Cluster;
import dev.gitops.k8s.handover.ArgoDelivery;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;

/** {@code delivery: argocd}: Argo CD delivers what is in Git; we ask it to, and wait for this revision. */
public final class ArgoCdProvider implements DeliveryProvider {

    /** Made by {@link java.util.ServiceLoader}. */
    public ArgoCdProvider() {}

    @Override
    public String kind() {
        return "argocd";
    }

    @Override
    public String schema() {
        return ArgoDelivery.SCHEMA;
    }

    @Override
    public Delivery open(Context context) {
        return new ArgoDelivery(Cluster.of(context.cluster()));
    }
}
