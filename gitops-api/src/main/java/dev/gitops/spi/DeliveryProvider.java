package dev.gitops.spi;

/** A way to get manifests to their cluster: {@code apply}, {@code argocd}, {@code flux}, {@code helm}, {@code rendered}. */
public interface DeliveryProvider extends Provider {

    /**
     * A delivery to one cluster. Cheap: it connects when it is first used, and keeps one client until it is closed.
     *
     * @param context where it delivers to
     * @return the delivery, which may be used by several threads
     */
    Delivery open(Context context);

    /**
     * Where a delivery delivers to.
     *
     * @param cluster how to reach the cluster
     * @param publisher the branches of the config repository that manifests are published to
     */
    record Context(ClusterAccess cluster, Publisher publisher) {}
}
