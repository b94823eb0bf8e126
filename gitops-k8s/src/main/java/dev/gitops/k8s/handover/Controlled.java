package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.Addresses;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.k8s.apply.Observation;
import dev.gitops.k8s.hook.JobRun;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.RolloutEnd;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.JobEnd;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What deliveries by a controller have in common: they look at the same objects, and wait for a status in the same way. */
abstract class Controlled implements Delivery {

    static final String MANAGER = "gitops";

    /** How long a failure that may pass must last. */
    static final Duration LASTING = Duration.ofSeconds(5);

    final Cluster cluster;

    Controlled(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The name of the controller's resource for an application and environment. */
    static String name(DeliveryRequest request) {
        return request.target().app() + "-" + request.target().environment().value();
    }

    /** Whether the objects are in the cluster that the controller runs in, so that we can look at them. */
    abstract boolean near(DeliveryRequest request);

    @Override
    public final void connect() {
        cluster.connect();
    }

    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        return near(request) ? new Observation(cluster, request).differences() : List.of();
    }

    @Override
    public List<ObjectDifference> drift(DeliveryRequest request) {
        return diff(request);
    }

    @Override
    public List<DeployedObject> health(DeliveryRequest request) {
        return near(request) ? new Observation(cluster, request).health() : List.of();
    }

    @Override
    public Optional<URI> address(DeliveryRequest request, String service) {
        String namespace = request.target().namespace();
        return near(request) && namespace != null ? Addresses.of(cluster, namespace, service) : Optional.empty();
    }

    @Override
    public boolean runsJobs() {
        return true;
    }

    @Override
    public JobEnd runJob(DeliveryRequest request, String cronJob, Duration timeout, Progress progress) {
        return near(request)
                ? new JobRun(cluster, request, Patience.USUAL.until(timeout), progress).of(cronJob)
                : new JobEnd(
                        false,
                        false,
                        "the objects are in another cluster than their controller, where no Job can be run",
                        List.of());
    }

    @Override
    public void close() {
        cluster.close();
    }

    Optional<JsonNode> find(Kind kind, String namespace, String name) {
        Call get = Call.get(kind.path(namespace, name));
        Answer answer = cluster.call(get);
        if (answer.notFound()) {
            return Optional.empty();
        }
        return Optional.of(checked(get, answer));
    }

    JsonNode merge(Kind kind, String namespace, String name, String patch) {
        Call call = Call.merge(kind.path(namespace, name), patch).with("fieldManager", MANAGER);
        return checked(call, cluster.call(call));
    }

    private JsonNode checked(Call call, Answer answer) {
        if (answer.denied()) {
            throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
        }
        if (!answer.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), call, answer);
        }
        return answer.body();
    }

    /** Waits, told by a watch, until a resource's status says how it ended; what may pass must last. Waiting itself is given back once the time is up. */
    Stand await(
            Kind kind,
            String namespace,
            String name,
            Instant until,
            Progress progress,
            Function<JsonNode, Stand> rule) {
        try (StatusWatch watch = new StatusWatch(cluster, kind, namespace, name)) {
            Stand last = new Stand.Waiting("nothing was heard of it");
            Instant since = Instant.now();
            while (true) {
                Stand stand = watch.latest().map(rule).orElse(last);
                Instant now = Instant.now();
                since = stand.equals(last) ? since : now;
                if (!stand.equals(last) && stand instanceof Stand.Waiting waiting) {
                    progress.tell(kind.name() + " " + name + ": " + waiting.message());
                }
                last = stand;
                boolean lasting = !since.plus(LASTING).isAfter(now);
                if (stand instanceof Stand.Synced
                        || stand instanceof Stand.Broken broken && (broken.sure() || lasting)
                        || stand instanceof Stand.Overtaken && lasting
                        || !now.isBefore(until)) {
                    return stand;
                }
                watch.await(Math.min(Duration.between(now, until).toMillis(), 1_000));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Stand.Waiting("waiting was interrupted");
        }
    }

    /** What became of the request, from where its controller stood in the end. */
    DeliveryResult result(
            DeliveryRequest request,
            String controller,
            Stand stand,
            boolean changed,
            Instant until,
            Progress progress) {
        if (stand instanceof Stand.Synced synced) {
            return synced(request, controller, synced, changed, until, progress);
        }
        if (stand instanceof Stand.Overtaken overtaken) {
            return new DeliveryResult.Failed(
                    List.of(),
                    DeploymentFailure.of(
                            "Overtaken",
                            controller + " went on to revision " + overtaken.revision() + " while " + request.commit()
                                    + " was waited for; deploy that one"));
        }
        String reason = stand instanceof Stand.Broken broken ? broken.reason() : "Timeout";
        String said = stand instanceof Stand.Broken broken
                ? broken.message()
                : "after " + request.timeout().toSeconds() + " s: " + ((Stand.Waiting) stand).message();
        return failed(request, reason, controller + ": " + said);
    }

    private DeliveryResult synced(
            DeliveryRequest request,
            String controller,
            Stand.Synced synced,
            boolean changed,
            Instant until,
            Progress progress) {
        List<String> notices = new ArrayList<>();
        if (!synced.revision().equals(request.commit())) {
            notices.add(controller + " delivered revision " + synced.revision() + ", which covers " + request.commit());
        }
        // what it synced before anybody looked is delivered all the same
        boolean news = changed || request.unverified();
        if (!near(request)) {
            return new DeliveryResult.Delivered(List.of(), news, notices);
        }
        // a controller's health may lag behind its sync; the objects themselves decide
        Duration left = Duration.between(Instant.now(), until);
        Observation observation = new Observation(cluster, request);
        RolloutEnd end = observation.await(Patience.USUAL.until(left.isNegative() ? Duration.ZERO : left), progress);
        List<DeployedObject> objects = observation.objects(news ? Action.SYNCED : Action.UNCHANGED);
        if (end.failure().isPresent()) {
            return new DeliveryResult.Failed(objects, end.failure().get());
        }
        List<String> differing = new OtherResult(controller, request)
                .notices(observation.stated(), observation.keys(), delivered(request));
        differing.forEach(progress::tell);
        notices.addAll(differing);
        return new DeliveryResult.Delivered(objects, news, notices);
    }

    /** The objects that the controller says it delivers; empty where it does not say. */
    List<ObjectKey> delivered(DeliveryRequest request) {
        return List.of();
    }

    /** A failure in the controller's words, with what the objects themselves tell of it. */
    private DeliveryResult failed(DeliveryRequest request, String reason, String message) {
        if (!near(request)) {
            return new DeliveryResult.Failed(List.of(), DeploymentFailure.of(reason, message));
        }
        try {
            Observation observation = new Observation(cluster, request);
            Patience glance = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO);
            Optional<DeploymentFailure> why =
                    observation.await(glance, Progress.SILENT).failure();
            DeploymentFailure failure = why.map(found -> new DeploymentFailure(
                            found.object(),
                            found.container(),
                            reason,
                            message + "\n" + found.message(),
                            found.events(),
                            found.logTail()))
                    .orElseGet(() -> DeploymentFailure.of(reason, message));
            return new DeliveryResult.Failed(observation.objects(Action.SYNCED), failure);
        } catch (GitOpsException cannotLook) {
            return new DeliveryResult.Failed(List.of(), DeploymentFailure.of(reason, message));
        }
    }

    static DeliveryResult missing(String reason, String what, String command) {
        return new DeliveryResult.Failed(
                List.of(),
                DeploymentFailure.of(
                        reason, what + " does not exist; write it with `" + command + "`, commit and apply it"));
    }
}
