package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.Watch;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One resource as it was last seen. */
final class StatusWatch implements AutoCloseable, Watch.Listener {

    private final Watch watch;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable JsonNode latest;
    private volatile @Nullable RuntimeException broken;

    StatusWatch(Cluster cluster, Kind kind, String namespace, String name) {
        watch = new Watch(cluster, Call.get(kind.path(namespace)).with("fieldSelector", "metadata.name=" + name), this);
    }

    @Override
    public void present(JsonNode object) {
        latest = object;
        news.release();
    }

    @Override
    public void gone(JsonNode object) {
        latest = null;
        news.release();
    }

    @Override
    public void failed(RuntimeException why) {
        broken = why;
        news.release();
    }

    Optional<JsonNode> latest() {
        RuntimeException why = broken;
        if (why != null) {
            throw why;
        }
        return Optional.ofNullable(latest);
    }

    void await(long millis) throws InterruptedException {
        if (news.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
