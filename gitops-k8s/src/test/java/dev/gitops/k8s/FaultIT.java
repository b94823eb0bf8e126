package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.ClusterUnreachableException;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is overloaded, or a connection that is lost. */
class FaultIT {

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

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504, 0})
    void whatPassesIsWaitedOut(int code) {
        proxy.code = code;
        proxy.faults.set(6);

        assertThat(delivery.deliver(
                        cluster.request("shop", Texts.all(Texts.config("a"), Texts.config("b"))), Progress.SILENT))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void overloadThatLastsIsAnErrorThatMayBeRetried() {
        proxy.code = 429;
        proxy.retryAfter = "60";
        proxy.faults.set(1_000);

        assertThatThrownBy(() -> delivery.deliver(cluster.request("shop", Texts.config("a")), Progress.SILENT))
                .isInstanceOfSatisfying(ClusterUnreachableException.class, unreachable -> {
                    assertThat(unreachable.retryable()).isTrue();
                    assertThat(unreachable)
                            .hasMessageContaining("cluster faulty")
                            .hasMessageContaining("429 a fault");
                });
    }

    @Test
    void aWatchThatIsCutIsResumed() {
        proxy.eventsPerWatch = 1;

        assertThat(delivery.deliver(cluster.request("shop", Texts.deployment("web", "slow:1", 2)), Progress.SILENT))
                .isInstanceOf(Delivered.class);
        assertThat(proxy.watches.get()).isGreaterThan(3);
    }
}
