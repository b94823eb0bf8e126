package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.Watch;
import dev.gitops.cluster.object.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Deletes an object and waits until it is gone, so that another of its name can be made. */
public final class Removal {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Removal() {}

    /**
     * The request that deletes an object.
     *
     * @param path its path
     * @param uid deletes only the object with this uid; null for whatever is there
     * @param propagation what becomes of what it owns, as in {@code Background}
     * @return the request
     */
    public static Call call(String path, @Nullable String uid, String propagation) {
        return call(path, uid, null, propagation);
    }

    /**
     * The request that deletes an object as it was seen.
     *
     * @param path its path
     * @param uid deletes only the object with this uid; null for whatever is there
     * @param version deletes only this version of it; null for any
     * @param propagation what becomes of what it owns, as in {@code Background}
     * @return the request
     */
    public static Call call(String path, @Nullable String uid, @Nullable String version, String propagation) {
        ObjectNode options = Json.object();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", propagation);
        if (uid != null) {
            ObjectNode preconditions = options.putObject("preconditions").put("uid", uid);
            if (version != null) {
                preconditions.put("resourceVersion", version);
            }
        }
        return Call.delete(path, Json.text(options));
    }

    /**
     * Deletes an object and waits until it is gone.
     *
     * @param cluster the cluster
     * @param path the object's path
     * @param kind its kind
     * @param key which object
     * @param uid deletes only the object with this uid; another of its name stays
     * @param progress is told if it takes its time
     * @return why something of this name is still there; empty where nothing is
     */
    public static Optional<String> of(
            Cluster cluster, String path, Kind kind, ObjectKey key, String uid, Progress progress) {
        Answer deleted = cluster.call(call(path, uid, "Background"));
        if (!deleted.ok() && !deleted.notFound()) {
            return Optional.of(deleted.message());
        }
        return deleted.notFound() || awaitGone(cluster, path, kind, key, progress)
                ? Optional.empty()
                : Optional.of("it is still there after " + PATIENCE.toSeconds() + " s; see its finalizers");
    }

    /**
     * Waits until an object is gone.
     *
     * @param cluster the cluster
     * @param path the object's path
     * @param kind its kind
     * @param key which object
     * @param progress is told if it takes its time
     * @return whether it is gone
     */
    public static boolean awaitGone(Cluster cluster, String path, Kind kind, ObjectKey key, Progress progress) {
        return awaitGone(cluster, path, kind, key, progress, PATIENCE, () -> false);
    }

    /**
     * Waits until an object is gone, or somebody has the waiting end.
     *
     * @param cluster the cluster
     * @param path the object's path
     * @param kind its kind
     * @param key which object
     * @param progress is told if it takes its time
     * @param patience how long to wait
     * @param stop asked each second whether the waiting is to end
     * @return whether it is gone
     */
    public static boolean awaitGone(
            Cluster cluster,
            String path,
            Kind kind,
            ObjectKey key,
            Progress progress,
            Duration patience,
            BooleanSupplier stop) {
        if (cluster.call(Call.get(path)).notFound()) {
            return true;
        }
        progress.tell(key + ": waits until the old one is gone");
        Listener listener = new Listener();
        Call list = Call.get(kind.path(key.namespace())).with("fieldSelector", "metadata.name=" + key.name());
        Watch watch = new Watch(cluster, list, listener);
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < until && !stop.getAsBoolean()) {
                boolean told = listener.gone.await(1, TimeUnit.SECONDS);
                // who may not watch, or cannot any longer, asks each second
                if (told || listener.broken && cluster.call(Call.get(path)).notFound()) {
                    break;
                }
            }
            return cluster.call(Call.get(path)).notFound();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            watch.close();
        }
    }

    private static final class Listener implements Watch.Listener {

        private final CountDownLatch gone = new CountDownLatch(1);
        private volatile boolean broken;
        private boolean present;

        @Override
        public void present(JsonNode object) {
            present = true;
        }

        /** It may have gone before the watch began. */
        @Override
        public void listed() {
            if (!present) {
                gone.countDown();
            }
        }

        @Override
        public void gone(JsonNode object) {
            gone.countDown();
        }

        @Override
        public void failed(RuntimeException why) {
            broken = true;
        }
    }
}
