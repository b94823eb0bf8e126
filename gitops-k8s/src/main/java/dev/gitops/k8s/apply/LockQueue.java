package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.CancelledException;
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
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryRequest.Order;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for the lock. Clocks of other machines count for nothing: a Lease is free if it was given back, or if it was seen to stand still for its whole length. An older deployment is asked to
 * give way; behind a newer one nobody waits.
 */
final class LockQueue {

    private static final Duration GOODBYE = Duration.ofMillis(1_200);
    private static final long LATE_MILLIS = 200;

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final Progress progress;
    private final Claim claim;
    private final String collection;
    private final String path;
    private String seen = "";
    private long seenSince = System.nanoTime();
    private boolean waited;
    private boolean asked;

    LockQueue(Cluster cluster, Claim claim, DeliveryRequest request, Progress progress) {
        this.cluster = cluster;
        this.request = request;
        this.progress = progress;
        this.claim = claim;
        this.collection = KnownKinds.get("coordination.k8s.io/v1", "Lease").path(claim.namespace());
        this.path = collection + "/" + claim.name();
    }

    /**
     * Takes the lock.
     *
     * @param patience how long to wait for those before us
     * @throws DeploymentLockedException if that was not long enough
     * @throws OvertakenException if a newer commit was or is delivered meanwhile
     */
    Lock take(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Call get = Call.get(path);
            Answer found = cluster.call(get);
            if (!found.ok() && !found.notFound()) {
                throw refused(get, found);
            }
            JsonNode lease = found.ok() ? found.body() : Json.object();
            String holder = Claim.holder(lease);
            if (holder.equals(claim.holder())) {
                // the answer to our own write was lost
                return new Lock(cluster, path, claim, lease, true);
            }
            behindNewer(lease, holder);
            look(lease, holder);
            boolean stoodStill =
                    System.nanoTime() - seenSince >= Claim.length(lease).toNanos();
            if (holder.isEmpty() || stoodStill) {
                Call call = found.notFound()
                        ? Call.post(collection, claim.taken(lease)).recognised()
                        : Call.put(path, claim.taken(lease));
                Answer written = written(call);
                if (written.ok() && written.body().isObject()) {
                    return new Lock(cluster, path, claim, written.body(), found.notFound() || !holder.isEmpty());
                }
                if (!written.ok() && !written.conflict()) {
                    throw refused(call, written);
                }
                continue;
            }
            if (System.nanoTime() >= until) {
                throw new DeploymentLockedException(path, holder);
            }
            await(lease, holder, Math.min(seenSince + Claim.length(lease).toNanos(), until));
        }
    }

    /** Whoever is told to stop while the server takes the Lease gives it back, or the next would wait until it expires. */
    private Answer written(Call call) {
        try {
            return cluster.call(call);
        } catch (CancelledException stopped) {
            boolean interrupted = Thread.interrupted();
            try {
                giveBack();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            throw stopped;
        }
    }

    /** The server may still be about to write it. */
    private void giveBack() {
        try {
            for (int tries = 0; tries < 3; tries++) {
                Answer now = cluster.call(Call.get(path), GOODBYE);
                if (Claim.holder(now.body()).equals(claim.holder())) {
                    cluster.call(Call.put(path, claim.released(now.body())), GOODBYE);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
            }
        } catch (GitOpsException | InterruptedException expires) {
            return;
        }
    }

    private void look(JsonNode lease, String holder) {
        String state = holder + " " + Json.at(lease, "spec", "renewTime").asText("");
        if (!state.equals(seen)) {
            seen = state;
            seenSince = System.nanoTime();
        }
    }

    /**
     * What was planned before a newer deployment began must not be put in its place, also where that one is done by now and has given the lock back: this machine may have stood still since it
     * planned.
     */
    private void behindNewer(JsonNode lease, String holder) {
        String commit = claim.delivered(lease);
        if (!commit.isEmpty() && request.against(commit) == Order.OLDER) {
            throw new OvertakenException(commit, holder);
        }
    }

    private void await(JsonNode lease, String holder, long until) {
        if (!waited) {
            progress.tell("waits for the deployment of " + holder);
        }
        waited = true;
        String commit = claim.delivered(lease);
        if (!asked && !commit.isEmpty() && request.against(commit) == Order.NEWER) {
            progress.tell("asks the deployment of " + holder + " to give way, as its commit " + commit + " is older");
            asked = cluster.call(Call.put(path, claim.asked(lease))).ok();
        }
        awaitChange(lease, until);
    }

    /** Waits until the Lease is not as it was, at most until a time. */
    private void awaitChange(JsonNode before, long until) {
        Semaphore changed = new Semaphore(0);
        AtomicBoolean broken = new AtomicBoolean();
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
                broken.set(true);
                changed.release();
            }
        };
        Watch watch = new Watch(
                cluster, Call.get(collection).with("fieldSelector", "metadata.name=" + claim.name()), listener);
        try {
            changed.tryAcquire(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (broken.get()) {
                // who may not watch asks every second
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeploymentLockedException(path, "waiting was interrupted");
        } finally {
            watch.close();
        }
    }

    private RuntimeException refused(Call call, Answer answer) {
        return answer.denied()
                ? new AccessDeniedException(cluster.name(), List.of(answer.message()))
                : new UnexpectedAnswerException(cluster.name(), call, answer);
    }
}
