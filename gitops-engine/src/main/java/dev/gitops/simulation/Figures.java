package dev.gitops.simulation;

import dev.gitops.record.RecordGlance;
import dev.gitops.spi.DeliveryMeter;
import java.time.Duration;
import java.util.Optional;

/** What is measured: the records as they are, and as they would have been. */
final class Figures {

    private final Optional<DeliveryMeter> was;
    private final Optional<DeliveryMeter> would;

    Figures(Optional<DeliveryMeter> was, Optional<DeliveryMeter> would) {
        this.was = was;
        this.would = would;
    }

    void was(RecordGlance record) {
        was.ifPresent(meter -> meter.add(record));
    }

    void would(RecordGlance record) {
        would.ifPresent(meter -> meter.add(record));
    }

    /** A record as it would have been later, or with a negative time earlier. */
    static RecordGlance shifted(RecordGlance record, Duration by) {
        return by.isZero()
                ? record
                : new RecordGlance(
                        record.id(),
                        record.app(),
                        record.environment(),
                        record.operation(),
                        record.outcome(),
                        record.release(),
                        record.sourceCommits(),
                        record.sourceTime(),
                        record.commit(),
                        record.ended().plus(by),
                        record.bake(),
                        record.requestedBy());
    }
}
