package dev.gitops.spi;

import dev.gitops.api.Extension;
import dev.gitops.stability.Internal;

/** Makes what computes delivery figures; found with {@link java.util.ServiceLoader}. Between modules of ours; not for adapters of others. */
@Internal
public interface DeliveryMeterProvider extends Extension {

    /** {@return a meter that has no records yet} */
    DeliveryMeter open();
}
