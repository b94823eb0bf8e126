package dev.gitops.verification;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImmutableSettings;
import dev.gitops.api.Progress;
import dev.gitops.api.Settings;
import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.api.model.VerifyTiming;
import dev.gitops.spi.JobEnd;
import dev.gitops.spi.Target;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What stands around verify steps in these tests. */
final class Around {

    static final Target SHOP = new Target("shop", EnvironmentName.PRODUCTION, "shop-production", List.of());

    final Map<String, String> variables = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    Instant began = Instant.now();
    Instant delivered = Instant.now();
    BiFunction<String, Duration, JobEnd> jobs = (name, timeout) -> new JobEnd(true, true, "completed", List.of());

    Function<String, Optional<URI>> address = service -> Optional.empty();

    static VerifyTiming timing(Duration timeout, Duration sustained, Duration interval, int failures) {
        return new VerifyTiming(timeout, sustained, interval, failures);
    }

    Surroundings surroundings() {
        Progress progress = told::add;
        Settings settings = ImmutableSettings.builder()
                .from(Settings.of(variables, "alice", "/nowhere"))
                .progress(progress)
                .clock(clock)
                .build();
        return new Surroundings(
                SHOP,
                Map.of(
                        "production",
                        SHOP,
                        "staging",
                        new Target("shop", EnvironmentName.STAGING, "shop-staging", List.of())),
                "0123456789012345678901234567890123456789",
                began,
                delivered,
                address,
                jobs,
                settings,
                progress);
    }

    VerifySteps.Outcome run(VerifyStep... steps) {
        return new VerifySteps(surroundings()).run(List.of(steps));
    }

    VerifyResult only(VerifyStep step) {
        return run(step).results().get(0);
    }
}
