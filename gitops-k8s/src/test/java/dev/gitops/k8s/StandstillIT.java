package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.ImmutableDeliveryRequest;
import org.junit.jupiter.api.Test;

/** What stands still runs something older; only where Git says so it is as wanted. */
class StandstillIT extends OnRealCluster {

    private static final String SET = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: db }
            spec:
              serviceName: db
              replicas: 2
              updateStrategy: { type: OnDelete }
              selector: { matchLabels: { app: db } }
              template: { metadata: { labels: { app: db } }, spec: { containers: [ { name: main, image: "r/db:1" } ] } }
            """;

    private void pause() {
        cluster.merge("apps/v1", "deployments", "web", "{\"spec\": {\"paused\": true}}", "kubectl-rollout");
    }

    @Test
    void aPauseOfSomebodyElseFailsTheDeploymentAndIsDrift() {
        deliver(Texts.deployment("web", "shop:1", 1));
        pause();

        assertThat(deliver(Texts.deployment("web", "shop:2", 1))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Paused");
            assertThat(failed.failure().message()).contains("spec.paused", "kubectl-rollout");
            assertThat(failed.failure().ofTheCommit()).isFalse();
        });
        assertThat(delivery.drift(cluster.request("shop", Texts.deployment("web", "shop:2", 1))))
                .flatExtracting(ObjectDifference::fields)
                .extracting(ObjectDifference.Field::path)
                .containsExactly("spec.paused");
    }

    @Test
    void aPauseOfSomebodyElseEndsWhereDriftIsHealed() {
        deliver(Texts.deployment("web", "shop:1", 1));
        pause();

        DeliveryResult healed = delivery.deliver(
                ImmutableDeliveryRequest.builder()
                        .from(cluster.request("shop", Texts.deployment("web", "shop:1", 1)))
                        .mending(true)
                        .build(),
                Progress.SILENT);

        assertThat(healed).isInstanceOf(Delivered.class);
        assertThat(Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "paused")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aPauseThatGitStatesIsAsWanted() {
        String paused = Texts.deployment("web", "shop:1", 1).replace("spec:\n", "spec:\n  paused: true\n");
        assertThat(paused).contains("paused");

        assertThat(deliver(paused)).isInstanceOf(Delivered.class);
        assertThat(delivery.drift(cluster.request("shop", paused))).isEmpty();
    }

    @Test
    void podsOfAnOlderTemplateThatWaitForTheirDeletionAreToldWithTheirNumber() {
        assertThat(deliver(SET)).isInstanceOf(Delivered.class);

        assertThat(deliver(SET.replace("r/db:1", "r/db:2"))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("OldPods");
            assertThat(failed.failure().message()).contains("2 pods run an older template");
        });
        cluster.delete("v1", "pods", "db-0");
        cluster.delete("v1", "pods", "db-1");
        assertThat(deliver(SET.replace("r/db:1", "r/db:2"))).isInstanceOf(Delivered.class);
    }
}
