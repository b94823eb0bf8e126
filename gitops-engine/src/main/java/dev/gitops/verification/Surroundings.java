package dev.gitops.verification;

import dev.gitops.api.Progress;
import dev.gitops.api.Settings;
import dev.gitops.spi.JobEnd;
import dev.gitops.spi.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What verify steps need to know of a deployment.
 *
 * @param target the application and environment
 * @param environments all environments of the application, by name
 * @param commit the commit that is deployed
 * @param began when the deployment began: the figures before it are those of then
 * @param delivered when it was delivered
 * @param address finds the address that a Service's load balancer reports
 * @param jobs runs a Job made from a CronJob of the manifests, for a time at the most
 * @param settings the variables and the clock
 * @param progress is told what is tried
 */
public record Surroundings(
        Target target,
        Map<String, Target> environments,
        String commit,
        Instant began,
        Instant delivered,
        Function<String, Optional<URI>> address,
        BiFunction<String, Duration, JobEnd> jobs,
        Settings settings,
        Progress progress) {

    /** The placeholders of a query or of an argument, filled for an environment. Names are DNS labels, so that none can end a string of a query. */
    static String fill(String template, Target target) {
        String namespace = target.namespace();
        return target.fill(template).replace("{namespace}", namespace == null ? "" : namespace);
    }
}
