package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Failed;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment that is told to stop while the server does what it was asked for. */
class SignalIT {

    private RealCluster cluster;
    private FaultProxy proxy;
    private Delivery delivery;

    @BeforeEach
    void start() throws IOException {
        cluster = RealCluster.start();
        proxy = new FaultProxy(cluster.raw);
        delivery = new ApplyDelivery(Cluster.of(new ClusterAccess(
                "faulty", null, null, proxy.url(), null, false, Map.of("GITOPS_CLUSTER_TOKEN", "any"))));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            delivery.close();
            proxy.close();
            cluster.close();
        }
    }

    private Failed stoppedAt(String method, String part) throws InterruptedException {
        AtomicReference<DeliveryResult> result = new AtomicReference<>();
        Thread deploying = new Thread(
                () -> result.set(delivery.deliver(cluster.request("shop", Texts.config("a")), Progress.SILENT)));
        proxy.rule = (asked, path) -> {
            if (asked.equals(method) && path.contains(part) && !path.contains("dryRun")) {
                deploying.interrupt();
            }
            return null;
        };
        deploying.start();
        deploying.join(30_000);
        assertThat(result.get()).isInstanceOf(Failed.class);
        return (Failed) result.get();
    }

    private String holder() {
        return Json.at(cluster.get("coordination.k8s.io/v1", "leases", "gitops-shop"), "spec", "holderIdentity")
                .asText();
    }

    @Test
    void givesTheLeaseBackThatTheServerWasJustAboutToGiveIt() throws Exception {
        assertThat(stoppedAt("POST", "/leases").failure().aborted()).isTrue();
        assertThat(holder()).isEmpty();
    }

    @Test
    void isAbortedAndTellsWhatItMayHaveWritten() throws Exception {
        Failed stopped = stoppedAt("PATCH", "/configmaps/a?");

        assertThat(stopped.failure().aborted()).isTrue();
        assertThat(stopped.objects()).extracting("name").containsExactly("a");
        assertThat(holder()).isEmpty();
    }
}
