package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.Progress;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivery tells of each object while it works, beside its sentences. */
class TellingIT {

    private RealCluster cluster;

    @BeforeEach
    void start() {
        cluster = RealCluster.start();
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void anObjectIsAppliedThenWaitedForThenHealthy() {
        Told told = new Told();
        try (Delivery delivery = RealCluster.apply()) {
            assertThat(delivery.deliver(
                            cluster.request("shop", Texts.all(Texts.config("a"), Texts.deployment("web", "slow:1", 1))),
                            told))
                    .isInstanceOf(Delivered.class);
        }
        assertThat(told.applied).extracting(DeployedObject::name).containsExactly("a", "web");
        assertThat(told.applied).extracting(DeployedObject::action).containsOnly(Action.CREATED);
        assertThat(told.waiting)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.reason()).isNotBlank());
        assertThat(told.healthy).extracting(DeployedObject::name).containsExactly("web");
        assertThat(told.order).endsWith("healthy web").containsSubsequence("applied web", "waiting web", "healthy web");
    }

    private static final class Told implements Progress {

        private final List<DeployedObject> applied = new ArrayList<>();
        private final List<DeployedObject> waiting = new ArrayList<>();
        private final List<DeployedObject> healthy = new ArrayList<>();
        private final List<String> order = new ArrayList<>();

        @Override
        public void tell(String message) {
            // sentences are looked at elsewhere
        }

        @Override
        public void applied(DeployedObject object) {
            applied.add(object);
            order.add("applied " + object.name());
        }

        @Override
        public void waiting(DeployedObject object) {
            waiting.add(object);
            order.add("waiting " + object.name());
        }

        @Override
        public void healthy(DeployedObject object) {
            healthy.add(object);
            order.add("healthy " + object.name());
        }
    }
}
