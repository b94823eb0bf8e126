package dev.gitops.helm.release;

import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kubeconfig;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;

/** The delivery {@code helm}: a Helm release an application and environment. */
public final class HelmDeliveryProvider implements DeliveryProvider {

    /** For {@link java.util.ServiceLoader}. */
    public HelmDeliveryProvider() {}

    @Override
    public String kind() {
        return "helm";
    }

    @Override
    public String schema() {
        return """
                {"type": ["object", "null"], "additionalProperties": false, "description": "a Helm release",
                 "properties": {
                  "atomic": {"type": "boolean", "default": true, "description": "whether an install or upgrade that fails is taken back"}}}""";
    }

    @Override
    public Delivery open(Context context) {
        ClusterAccess access = context.cluster();
        // made anew for each call, since tokens change
        HelmClient helm = new HelmClient(() -> Json.text(Json.tree(Kubeconfig.merged(access))), access.name());
        return new HelmDelivery(helm, Cluster.of(access));
    }
}
