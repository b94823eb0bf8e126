package dev.gitops.testkit;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A delivery that reaches nothing and answers as it is told: {@code delivery: scripted} in an inventory. What it is not told is delivered and healthy. It remembers what it was asked for. Safe for use
 * by several threads; answers are taken in the order in which they were told.
 */
public final class ScriptedDelivery implements DeliveryProvider {

    private final Deque<Function<DeliveryRequest, DeliveryResult>> answers = new ArrayDeque<>();
    private final List<DeliveryRequest> requests = new ArrayList<>();
    private volatile boolean connected;

    /** A delivery where everything becomes healthy. */
    public ScriptedDelivery() {}

    /**
     * The next delivery that is not told yet fails.
     *
     * @param reason a word, as in {@code ImagePullBackOff}
     * @param message a sentence
     * @return this delivery
     */
    public ScriptedDelivery thenFail(String reason, String message) {
        return then(request -> new DeliveryResult.Failed(
                objects(request, Action.CHANGED, Health.DEGRADED), DeploymentFailure.of(reason, message)));
    }

    /** {@return this delivery, whose next answer that is not told yet is delivered and healthy} */
    public ScriptedDelivery thenDeliver() {
        return then(ScriptedDelivery::delivered);
    }

    /**
     * The next delivery that is not told yet is refused by a guard.
     *
     * @param reasons why
     * @return this delivery
     */
    public ScriptedDelivery thenRefuse(String... reasons) {
        return then(request -> new DeliveryResult.Refused(List.of(reasons)));
    }

    /**
     * The next delivery that is not told yet is answered by a function; it may throw what a cluster's client throws.
     *
     * @param answer the answer
     * @return this delivery
     */
    public synchronized ScriptedDelivery then(Function<DeliveryRequest, DeliveryResult> answer) {
        answers.add(answer);
        return this;
    }

    /** {@return what it was asked to deliver, oldest first} */
    public synchronized List<DeliveryRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return whether it was ever told to connect, as it is before a deployment is planned that will be executed} */
    public boolean connected() {
        return connected;
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public String schema() {
        return "{\"type\": \"null\"}";
    }

    @Override
    public Delivery open(Context context) {
        return new Scripted();
    }

    private DeliveryResult next(DeliveryRequest request) {
        Function<DeliveryRequest, DeliveryResult> answer;
        synchronized (this) {
            requests.add(request);
            answer = answers.isEmpty() ? ScriptedDelivery::delivered : answers.remove();
        }
        return answer.apply(request);
    }

    private static DeliveryResult delivered(DeliveryRequest request) {
        return new DeliveryResult.Delivered(objects(request, Action.CHANGED, Health.HEALTHY), true, List.of());
    }

    private static List<DeployedObject> objects(DeliveryRequest request, Action action, Health health) {
        return request.manifests().objects().stream()
                .map(object ->
                        new DeployedObject(object.kind(), object.namespace(), object.name(), action, health, null))
                .toList();
    }

    private final class Scripted implements Delivery {

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
            return next(request);
        }

        @Override
        public List<ObjectDifference> diff(DeliveryRequest request) {
            return List.of();
        }

        @Override
        public List<ObjectDifference> drift(DeliveryRequest request) {
            return List.of();
        }

        @Override
        public List<DeployedObject> health(DeliveryRequest request) {
            return objects(request, Action.UNCHANGED, Health.HEALTHY);
        }

        @Override
        public Optional<URI> address(DeliveryRequest request, String service) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
