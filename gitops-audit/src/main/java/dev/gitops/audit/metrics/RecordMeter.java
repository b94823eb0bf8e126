package dev.gitops.audit.metrics;

import dev.gitops.api.DeliveryFigures;
import dev.gitops.audit.metrics.Figures.Spread;
import dev.gitops.record.RecordGlance;
import dev.gitops.spi.DeliveryMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The metrics as a port, for who replays records. */
final class RecordMeter implements DeliveryMeter {

    private final DeliveryMetrics metrics = new DeliveryMetrics();

    @Override
    public void add(RecordGlance record) {
        metrics.add(Fact.of(record));
    }

    @Override
    public List<DeliveryFigures> figures(Instant from, Instant to, Function<String, Optional<String>> groups) {
        return metrics.grouped(from, to, groups).stream()
                .map(RecordMeter::figures)
                .toList();
    }

    private static DeliveryFigures figures(Figures figures) {
        return new DeliveryFigures(
                figures.group(),
                figures.environment(),
                figures.deployments(),
                figures.perDay(),
                median(figures.leadTime()),
                figures.attempts(),
                figures.failures(),
                median(figures.recovery()),
                figures.unrecovered());
    }

    private static @Nullable Duration median(Optional<Spread> spread) {
        return spread.map(Spread::median).orElse(null);
    }
}
