package dev.gitops.helm.release;

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
        return new HelmDelivery(new HelmClient(
                KubeConfig.of(context.cluster()), context.cluster().name()));
    }
}
