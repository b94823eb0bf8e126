package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.client.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One deployment of an application in a namespace at a time: a Lease that is renewed while it is held, so that whoever dies with it holds nobody up for long. */
final class Lock implements AutoCloseable {

    static final Duration LENGTH = Duration.ofSeconds(15);

    /** A clock that is this much behind ours does not matter. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final String path;
    private final String holder;
    private final Thread renewal = new Thread(this::renew, "gitops-lease");
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile JsonNode lease;
    private volatile long renewed = System.nanoTime();
    private volatile boolean lost;

    private Lock(Cluster cluster, String path, String holder, JsonNode lease) {
        this.cluster = cluster;
        this.path = path;
        this.holder = holder;
        this.lease = lease;
        renewal.setDaemon(true);
        renewal.start();
    }

    static Lock acquire(
            Cluster cluster, String namespace, String name, String actor, Duration patience, Progress progress) {
        String collection = KnownKinds.get("coordination.k8s.io/v1", "Lease").path(namespace);
        String path = collection + "/" + name;
        String holder = actor + "/" + UUID.randomUUID().toString().substring(0, 8);
        long until = System.nanoTime() + patience.toNanos();
        String seen = "";
        long seenSince = System.nanoTime();
        while (true) {
            Call get = Call.get(path);
            Answer found = cluster.call(get);
            Optional<JsonNode> ours = found.notFound()
                    ? write(cluster, Call.post(collection, document(Json.object(), namespace, name, holder)))
                    : Optional.empty();
            if (found.ok()) {
                JsonNode spec = found.body().path("spec");
                String state = spec.path("holderIdentity").asText("") + " "
                        + spec.path("renewTime").asText("");
                seenSince = state.equals(seen) ? seenSince : System.nanoTime();
                seen = state;
                if (free(spec, seenSince)) {
                    ours = write(cluster, Call.put(path, document(found.body(), namespace, name, holder)));
                } else {
                    long expires = seenSince + seconds(spec).toNanos();
                    if (System.nanoTime() >= until) {
                        throw new DeploymentLockedException(
                                path, spec.path("holderIdentity").asText());
                    }
                    progress.tell("waits for the deployment of "
                            + spec.path("holderIdentity").asText());
                    awaitChange(cluster, collection, name, found.body(), Math.min(expires, until));
                }
            } else if (!found.notFound()) {
                refuse(cluster, get, found);
            }
            if (ours.isPresent()) {
                return new Lock(cluster, path, holder, ours.get());
            }
        }
    }

    private static boolean free(JsonNode spec, long seenSince) {
        if (spec.path("holderIdentity").asText("").isEmpty()) {
            return true;
        }
        boolean watchedItExpire = System.nanoTime() - seenSince >= seconds(spec).toNanos();
        try {
            Instant last = Instant.parse(spec.path("renewTime").asText());
            return watchedItExpire || last.plus(seconds(spec)).plus(SKEW).isBefore(Instant.now());
        } catch (DateTimeParseException never) {
            return watchedItExpire;
        }
    }

    private static Duration seconds(JsonNode spec) {
        return Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong(LENGTH.toSeconds()));
    }

    /** Waits until the Lease is not as it was, at most until a time. */
    private static void awaitChange(Cluster cluster, String collection, String name, JsonNode before, long until) {
        Semaphore changed = new Semaphore(0);
        String version = Json.at(before, "metadata", "resourceVersion").asText();
        Watch.Listener listener = new Watch.Listener() {
            private boolean there;

            @Override
            public void present(JsonNode lease) {
                there = true;
                if (!Json.at(lease, "metadata", "resourceVersion").asText().equals(version)) {
                    changed.release();
                }
            }

            @Override
            public void gone(JsonNode lease) {
                changed.release();
            }

            /** It may have gone before the watch began. */
            @Override
            public void listed() {
                if (!there) {
                    changed.release();
                }
            }

            @Override
            public void failed(RuntimeException why) {
                changed.release();
            }
        };
        Watch watch = new Watch(cluster, Call.get(collection).with("fieldSelector", "metadata.name=" + name), listener);
        try {
            changed.tryAcquire(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeploymentLockedException(collection + "/" + name, "waiting was interrupted");
        } finally {
            watch.close();
        }
    }

    /** Writes the Lease; empty where somebody else was faster. */
    private static Optional<JsonNode> write(Cluster cluster, Call call) {
        Answer answer = cluster.call(call);
        if (answer.ok()) {
            return Optional.of(answer.body());
        }
        if (!answer.conflict()) {
            refuse(cluster, call, answer);
        }
        return Optional.empty();
    }

    private static void refuse(Cluster cluster, Call call, Answer answer) {
        if (answer.denied()) {
            throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
        }
        throw new UnexpectedAnswerException(cluster.name(), call, answer);
    }

    private static String document(JsonNode before, String namespace, String name, @Nullable String holder) {
        ObjectNode document = before.deepCopy();
        document.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = document.withObject("/metadata");
        if (before.isEmpty()) {
            metadata.put("name", name).put("namespace", namespace);
        }
        metadata.remove("managedFields");
        ObjectNode spec = document.withObject("/spec");
        String now = MICROS.format(Instant.now());
        if (holder == null) {
            spec.put("holderIdentity", "");
        } else if (!spec.path("holderIdentity").asText("").equals(holder)) {
            spec.put("holderIdentity", holder).put("acquireTime", now);
            spec.put("leaseTransitions", spec.path("leaseTransitions").asInt() + (before.isEmpty() ? 0 : 1));
        }
        spec.put("leaseDurationSeconds", LENGTH.toSeconds());
        spec.put("renewTime", now);
        return Json.text(document);
    }

    private void renew() {
        try {
            while (!lost && !released.await(LENGTH.toMillis() / 3, TimeUnit.MILLISECONDS)) {
                rewrite(holder);
            }
        } catch (InterruptedException ended) {
            return;
        }
    }

    private synchronized void rewrite(@Nullable String by) {
        try {
            Answer answer = cluster.call(Call.put(path, document(lease, "", "", by)));
            if (answer.conflict()) {
                // our own write may have arrived though its answer did not
                Answer now = cluster.call(Call.get(path));
                if (Json.at(now.body(), "spec", "holderIdentity").asText().equals(holder)) {
                    answer = cluster.call(Call.put(path, document(now.body(), "", "", by)));
                }
            }
            if (answer.ok()) {
                lease = answer.body();
                renewed = System.nanoTime();
            } else if (answer.conflict() || answer.notFound()) {
                lost = true;
            }
        } catch (GitOpsException unreachable) {
            lost = System.nanoTime() - renewed > LENGTH.toNanos();
        }
    }

    /** Whether it is still ours for certain. */
    boolean held() {
        return !lost && System.nanoTime() - renewed < LENGTH.toNanos();
    }

    /** Gives it back; what cannot be given back expires. */
    @Override
    public void close() {
        released.countDown();
        if (held()) {
            rewrite(null);
        }
    }
}
