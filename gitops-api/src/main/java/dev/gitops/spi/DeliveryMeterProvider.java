package dev.gitops.spi;

import dev.gitops.api.Extension;

/** Makes what computes delivery figures; found with {@link java.util.ServiceLoader}. */
public interface DeliveryMeterProvider extends Extension {

    /** {@return a meter that has no records yet} */
    DeliveryMeter open();
}
