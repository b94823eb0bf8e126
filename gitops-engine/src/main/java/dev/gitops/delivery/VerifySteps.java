package dev.gitops.delivery;

import dev.gitops.api.Progress;
import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.network.Network;
import dev.gitops.spi.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs an application's verify steps after a delivery: in order, each tried until it is answered as stated or its time is over; the first that fails ends them. */
public final class VerifySteps {

    private final HttpProbe probe;

    /**
     * Steps over real connections.
     *
     * @param network how they are made
     */
    public VerifySteps(Network network) {
        this(new HttpProbe(network));
    }

    VerifySteps(HttpProbe probe) {
        this.probe = probe;
    }

    /**
     * Runs the steps.
     *
     * @param steps the steps in order
     * @param target the application and environment, for placeholders
     * @param address finds the address that a Service's load balancer reports
     * @param progress is told what is tried
     * @return what came of each step that was run; the last one may not have passed
     */
    public List<VerifyResult> run(
            List<VerifyStep> steps, Target target, Function<String, Optional<URI>> address, Progress progress) {
        List<VerifyResult> results = new ArrayList<>();
        for (VerifyStep step : steps) {
            progress.tell("verifying: " + target.fill(step.inWords()));
            VerifyResult result = run(step, target, address);
            results.add(result);
            if (!result.passed()) {
                break;
            }
        }
        return results;
    }

    private VerifyResult run(VerifyStep step, Target target, Function<String, Optional<URI>> address) {
        String words = target.fill(step.inWords());
        if (step instanceof VerifyStep.Http http) {
            return probe.until(words, () -> Optional.of(URI.create(target.fill(http.url()))), http);
        }
        VerifyStep.Service service = (VerifyStep.Service) step;
        return probe.until(
                words, () -> address.apply(service.service()).map(base -> base.resolve(service.path())), service);
    }

    /** {@return how long a step waits between two tries} */
    static Duration pause() {
        return Duration.ofSeconds(1);
    }
}
