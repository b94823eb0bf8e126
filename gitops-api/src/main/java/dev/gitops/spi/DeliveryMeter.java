package dev.gitops.spi;

import dev.gitops.api.DeliveryFigures;
import dev.gitops.record.RecordGlance;
import dev.gitops.stability.Internal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes records and tells the delivery figures of them. Between modules of ours; not for adapters of others. */
@Internal
public interface DeliveryMeter {

    /**
     * Takes a record.
     *
     * @param record the record, in any order
     */
    void add(RecordGlance record);

    /**
     * The figures of a period.
     *
     * @param from its beginning
     * @param to its end, not included
     * @param groups what an application is measured with; empty to leave it out
     * @return the figures by group, then environment
     */
    List<DeliveryFigures> figures(Instant from, Instant to, Function<String, Optional<String>> groups);
}
