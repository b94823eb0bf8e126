package dev.gitops.verification;

import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Settings;
import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.network.Network;
import dev.gitops.policy.Tries;
import dev.gitops.record.Redaction;
import dev.gitops.spi.RenderedManifests;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Runs an application's verify steps after a delivery: in order, each tried until it has passed or its time is over; the first that fails ends them. */
public final class VerifySteps {

    /** The reason of a deployment of which a step did not pass. */
    public static final String FAILED = "VerifyFailed";

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final Network network;
    private final Pace pace;

    /**
     * Steps over real connections.
     *
     * @param surroundings what they need to know of the deployment
     */
    public VerifySteps(Surroundings surroundings) {
        this(surroundings, Pace.REAL);
    }

    VerifySteps(Surroundings surroundings, Pace pace) {
        this.surroundings = surroundings;
        this.network = Network.of(surroundings.settings().environment());
        this.pace = pace;
    }

    /**
     * What came of steps.
     *
     * @param results what came of each that was run; the last one may not have passed
     * @param failure why they did not pass; empty where they did
     */
    public record Outcome(List<VerifyResult> results, Optional<DeploymentFailure> failure) {

        /** Copies the results. */
        public Outcome {
            results = List.copyOf(results);
        }
    }

    /**
     * What is in the way of steps, which it is better to know before anything is delivered.
     *
     * @param steps the steps
     * @param manifests what will be delivered
     * @param jobs whether the delivery can run Jobs; asked where a step needs that
     * @param settings the variables
     * @return each in a sentence that says what to do
     */
    public static List<String> obstacles(
            List<VerifyStep> steps, RenderedManifests manifests, BooleanSupplier jobs, Settings settings) {
        List<String> obstacles = new ArrayList<>();
        for (VerifyStep step : steps) {
            if (step instanceof VerifyStep.Command command) {
                String program = command.command().get(0);
                if (!Commands.of(settings).allow(program)) {
                    obstacles.add("verify names the command " + program + ", which this machine does not allow; set "
                            + Commands.VARIABLE + " to what it may run");
                }
            } else if (step instanceof VerifyStep.Job job) {
                boolean there = manifests.objects().stream()
                        .anyMatch(object ->
                                object.kind().equals("CronJob") && object.name().equals(job.cronJob()));
                if (!there) {
                    obstacles.add(
                            "verify names the CronJob " + job.cronJob()
                                    + ", which the environment's manifests do not have; add it, with suspend: true where it is only for this");
                } else if (!jobs.getAsBoolean()) {
                    obstacles.add("verify names the job " + job.cronJob()
                            + ", but this delivery runs none; use http, grpc, prometheus or command");
                }
            }
        }
        return obstacles;
    }

    /**
     * Runs the steps.
     *
     * @param steps the steps in order
     * @return what came of them; where this thread was told to stop, what came of them until then
     */
    public Outcome run(List<VerifyStep> steps) {
        List<VerifyResult> results = new ArrayList<>();
        for (VerifyStep step : steps) {
            String words = Redaction.of(surroundings.settings())
                    .text(surroundings.target().fill(step.inWords()));
            surroundings.progress().tell("verifying: " + words);
            Run run = new Run(words, step);
            try {
                run.toItsEnd(probe(step));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                results.add(run.result(false, run.said("told to stop")));
                return new Outcome(
                        results,
                        Optional.of(DeploymentFailure.of(
                                DeploymentFailure.ABORTED,
                                words + ": it is delivered and healthy, and was told to stop before it was verified")));
            }
            results.add(run.result(run.passed(), run.detail()));
            if (!run.passed()) {
                return new Outcome(results, Optional.of(run.failure()));
            }
        }
        return new Outcome(results, Optional.empty());
    }

    private Probe probe(VerifyStep step) {
        if (step instanceof VerifyStep.Http http) {
            URI uri = URI.create(surroundings.target().fill(http.url()));
            return new HttpProbe(following(), () -> Optional.of(uri), http);
        }
        if (step instanceof VerifyStep.Service service) {
            return new HttpProbe(
                    following(),
                    () -> surroundings.address().apply(service.service()).map(base -> base.resolve(service.path())),
                    service);
        }
        if (step instanceof VerifyStep.Prometheus prometheus) {
            return new PrometheusProbe(
                    network.client(), new MetricsLogin(surroundings.settings()), prometheus, surroundings);
        }
        if (step instanceof VerifyStep.Job job) {
            return new JobProbe(job.cronJob(), surroundings.jobs());
        }
        if (step instanceof VerifyStep.Command command) {
            return new CommandProbe(command, surroundings);
        }
        VerifyStep.Grpc grpc = (VerifyStep.Grpc) step;
        return new GrpcProbe(URI.create(surroundings.target().fill(grpc.url())), grpc.service(), network);
    }

    private HttpClient following() {
        return network.builder().followRedirects(HttpClient.Redirect.NORMAL).build();
    }

    /** One step from its first try to its end. */
    private final class Run {

        private final String words;
        private final VerifyStep step;
        private Tries tries;
        private Reply reply = Reply.of(false, "");
        private double lowest = Double.POSITIVE_INFINITY;
        private double highest = Double.NEGATIVE_INFINITY;

        Run(String words, VerifyStep step) {
            this.words = words;
            this.step = step;
            this.tries = Tries.begin(step.timing(), step.runs());
        }

        void toItsEnd(Probe probe) throws InterruptedException {
            Duration wait = probe.notBefore();
            if (!wait.isZero()) {
                surroundings
                        .progress()
                        .tell("waiting " + Math.max(1, wait.toSeconds()) + " s, until the window has gone by");
                pace.pause(wait);
            }
            Duration begin = pace.elapsed();
            while (true) {
                reply = probe.ask(left(pace.elapsed().minus(begin)));
                Double value = reply.figures().get("value");
                if (value != null) {
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                }
                tries = tries.after(reply.passed(), pace.elapsed().minus(begin));
                if (tries.ended().isPresent() || reply.kind() == Reply.Kind.UNANSWERABLE) {
                    return;
                }
                pace.pause(tries.pause());
            }
        }

        /** What is asked until it first passes has the rest of its time, but never so little that nobody could answer; what runs, and what is asked again, has it all each time. */
        private Duration left(Duration elapsed) {
            Duration all = step.timing().timeout();
            Duration rest = step.runs() || tries.passing().isPresent() ? all : all.minus(elapsed);
            return rest.compareTo(SHORTEST) < 0 ? SHORTEST : rest;
        }

        boolean passed() {
            return tries.ended().filter(Tries.End::passed).isPresent();
        }

        String detail() {
            String why = tries.ended().map(Tries.End::why).orElse("");
            return said(why);
        }

        String said(String why) {
            String answer = reply.detail();
            if (!step.timing().sustained().isZero() && tries.tried() > 1) {
                answer += String.format(
                        Locale.ROOT,
                        "; %d tries in %d s, %d failed",
                        tries.tried(),
                        tries.elapsed().toSeconds(),
                        tries.failed());
            } else if (tries.tried() > 1) {
                answer += " after " + tries.tried() + " tries";
            }
            return why.isEmpty() ? answer : answer.isEmpty() ? why : answer + "; " + why;
        }

        VerifyResult result(boolean passed, String detail) {
            Map<String, Double> figures = new TreeMap<>(reply.figures());
            figures.put("tries", (double) tries.tried());
            figures.put("failures", (double) tries.failed());
            figures.put("seconds", (double) tries.elapsed().toSeconds());
            if (highest > lowest && Double.isFinite(highest) && Double.isFinite(lowest)) {
                figures.put("lowest", lowest);
                figures.put("highest", highest);
            }
            return new VerifyResult(words, passed, detail, figures);
        }

        /** What did not answer speaks of the way, not of what was delivered. */
        DeploymentFailure failure() {
            boolean answered = reply.kind() == Reply.Kind.FAILED || reply.kind() == Reply.Kind.PASSED;
            return new DeploymentFailure(
                    null,
                    null,
                    answered ? FAILED : DeploymentFailure.UNANSWERED,
                    words + ": " + detail(),
                    List.of(),
                    reply.log());
        }
    }
}
