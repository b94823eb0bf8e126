package dev.gitops.spi;

/** A way to get manifests to their cluster: {@code apply}, {@code argocd}, {@code flux}, {@code helm}, {@code rendered}. */
public interface DeliveryProvider extends Provider {

    /**
     * A delivery to one cluster. Cheap: it connects when it is first used, and keeps one client until it is closed.
     *
     * @param cluster how to reach the cluster
     * @return the delivery, which may be used by several threads
     */
    Delivery open(ClusterAccess cluster);
}
