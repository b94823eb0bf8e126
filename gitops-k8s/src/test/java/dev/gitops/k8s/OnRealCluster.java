package dev.gitops.k8s;

import dev.gitops.api.Progress;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A delivery by apply to a namespace of its own on the real control plane; without that, its tests are skipped. */
abstract class OnRealCluster {

    RealCluster cluster;
    Delivery delivery;

    @BeforeEach
    void start() {
        cluster = RealCluster.start();
        delivery = RealCluster.apply();
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            delivery.close();
            cluster.close();
        }
    }

    final DeliveryResult deliver(String yaml) {
        return delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);
    }
}
