package dev.gitops.audit.metrics;

import dev.gitops.spi.DeliveryMeter;
import dev.gitops.spi.DeliveryMeterProvider;

/** Makes {@link DeliveryMeter}s. */
public final class RecordMeterProvider implements DeliveryMeterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RecordMeterProvider() {}

    @Override
    public DeliveryMeter open() {
        return new RecordMeter();
    }
}
