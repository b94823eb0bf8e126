package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.Watch;
import dev.gitops.cluster.object.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the objects that are not settled, and the pods of those that run pods. What the watches see is queued and taken in by the thread that waits, so that nothing here is shared
 * between threads but the queue.
 */
final class Observers implements AutoCloseable {

    private static final int ONE_BY_ONE = 3;

    private final Cluster cluster;
    private final Duration outage;
    private final LinkedBlockingQueue<Runnable> seen = new LinkedBlockingQueue<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Set<String> watched = new HashSet<>();
    private final Set<ObjectKey> covered = new HashSet<>();
    private final Map<ObjectKey, JsonNode> objects;
    private final Map<String, JsonNode> pods = new HashMap<>();
    private final Map<String, JsonNode> replicaSets = new HashMap<>();
    private @Nullable RuntimeException broken;

    /**
     * Observers.
     *
     * @param objects what is kept up to date
     * @param outage how long the server may be away
     */
    Observers(Cluster cluster, Map<ObjectKey, JsonNode> objects, Duration outage) {
        this.outage = outage;
        this.cluster = cluster;
        this.objects = objects;
    }

    Collection<JsonNode> pods() {
        return pods.values();
    }

    Collection<JsonNode> replicaSets() {
        return replicaSets.values();
    }

    /** Watches these from now on. What is watched already stays so: the fewer are left, the fewer watches are opened, as a connection carries only so many. */
    void watch(Collection<Item> all) {
        List<Item> items = all.stream().filter(item -> covered.add(item.key())).toList();
        Map<String, List<Item>> together = items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.kind().path(item.key().namespace()) + " " + item.selector()));
        together.values().forEach(this::watchKind);
        items.stream()
                .filter(item -> Workload.is(live(item)))
                .collect(Collectors.groupingBy(item -> String.valueOf(item.key().namespace())))
                .forEach(this::watchPods);
    }

    private JsonNode live(Item item) {
        return objects.getOrDefault(item.key(), item.live());
    }

    private void watchKind(List<Item> items) {
        Item first = items.get(0);
        Call list = Call.get(first.kind().path(first.key().namespace()));
        if (!first.selector().isEmpty()) {
            open(list.with("labelSelector", first.selector()), this::keep, this::lose);
        } else if (items.size() <= ONE_BY_ONE) {
            items.forEach(item -> open(
                    list.with("fieldSelector", "metadata.name=" + item.key().name()), this::keep, this::lose));
        } else {
            open(list, this::keep, this::lose);
        }
    }

    private void watchPods(String namespace, List<Item> workloads) {
        String selector = Workload.selector(workloads.stream().map(this::live).toList());
        open(list("v1", "Pod", namespace, selector), pod -> pods.put(uid(pod), pod), pod -> pods.remove(uid(pod)));
        if (workloads.stream().anyMatch(item -> item.key().kind().equals("Deployment"))) {
            open(
                    list("apps/v1", "ReplicaSet", namespace, selector),
                    set -> replicaSets.put(uid(set), set),
                    set -> replicaSets.remove(uid(set)));
        }
    }

    private static Call list(String apiVersion, String kind, String namespace, String selector) {
        Kind of = KnownKinds.get(apiVersion, kind);
        Call list = Call.get(of.path(namespace));
        return selector.isEmpty() ? list : list.with("labelSelector", selector);
    }

    private void keep(JsonNode object) {
        objects.computeIfPresent(
                ObjectKey.of(object), (key, before) -> version(object) < version(before) ? before : object);
    }

    private void lose(JsonNode object) {
        objects.computeIfPresent(ObjectKey.of(object), (key, before) -> {
            if (done(object)) {
                return object;
            }
            return version(object) < version(before) || done(before)
                    ? before
                    : Json.object().path("gone");
        });
    }

    /** Whether an object has done its work and is deleted because it has. */
    static boolean done(@Nullable JsonNode object) {
        return object != null
                && object.path("kind").asText().equals("Job")
                && Json.at(object, "spec").has("ttlSecondsAfterFinished")
                && Json.items(Json.at(object, "status", "conditions")).stream()
                        .anyMatch(condition -> condition.path("type").asText().equals("Complete")
                                && condition.path("status").asText().equals("True"));
    }

    /** What was read meanwhile may be newer than what a watch still has to tell. Versions grow; one that is no number tells nothing. */
    private static long version(JsonNode object) {
        return Json.at(object, "metadata", "resourceVersion").asLong();
    }

    /** What is done with an object. */
    private interface Use {
        void of(JsonNode object);
    }

    private void open(Call list, Use present, Use gone) {
        if (!watched.add(list.target())) {
            return;
        }
        watches.add(new Watch(
                cluster,
                list,
                new Watch.Listener() {
                    @Override
                    public void present(JsonNode object) {
                        seen.add(() -> present.of(object));
                    }

                    @Override
                    public void gone(JsonNode object) {
                        seen.add(() -> gone.of(object));
                    }

                    @Override
                    public void failed(RuntimeException why) {
                        seen.add(() -> broken = why);
                    }
                },
                outage));
    }

    /** Waits for something to be seen, at most so long, and takes in all that was. */
    void await(long millis) throws InterruptedException {
        Runnable next = seen.poll(millis, TimeUnit.MILLISECONDS);
        while (next != null) {
            next.run();
            next = seen.poll();
        }
        if (broken != null) {
            throw broken;
        }
    }

    private static String uid(JsonNode object) {
        return Json.at(object, "metadata", "uid").asText();
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
