package dev.gitops.delivery;

import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;

/** The delivery {@code rendered}: the manifests are published on the branch {@code rendered/<environment>}, a file an application. */
public final class RenderedDeliveryProvider implements DeliveryProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RenderedDeliveryProvider() {}

    @Override
    public String kind() {
        return "rendered";
    }

    @Override
    public String schema() {
        return """
                {"type": "null", "description": "publishes the rendered manifests on the branch rendered/<environment>"}""";
    }

    @Override
    public Delivery open(Context context) {
        return new RenderedDelivery(context.publisher());
    }
}
