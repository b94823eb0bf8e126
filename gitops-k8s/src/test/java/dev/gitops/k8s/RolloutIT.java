package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.Progress;
import dev.gitops.k8s.client.Json;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rollouts end on a real control plane with simulated nodes. */
class RolloutIT {

    private RealCluster cluster;
    private Delivery delivery;

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

    private DeliveryResult deliver(String yaml) {
        return delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);
    }

    private Failed failed(String yaml) {
        DeliveryResult result = deliver(yaml);
        assertThat(result).isInstanceOf(Failed.class);
        return (Failed) result;
    }

    @Test
    void aSlowPodIsWaitedFor() {
        assertThat(deliver(Texts.deployment("web", "slow:1", 1))).isInstanceOf(Delivered.class);
        assertThat(Json.at(cluster.get("apps/v1", "deployments", "web"), "status", "availableReplicas")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aMissingImageEndsItEarlyWithPodContainerAndEventsAndTheNextVersionRecovers() {
        deliver(Texts.deployment("web", "shop:1", 2));

        Failed failed = failed(Texts.deployment("web", "missing:2", 2));

        assertThat(failed.failure().object()).isEqualTo("Deployment " + cluster.namespace + "/web");
        assertThat(failed.failure().container()).isEqualTo("main");
        assertThat(failed.failure().reason()).isEqualTo("ImagePullBackOff");
        assertThat(failed.failure().message()).contains("missing:2", "pod web-");
        assertThat(failed.failure().events())
                .anySatisfy(event -> assertThat(event).contains("manifest unknown"));
        assertThat(failed.objects()).extracting("health").containsOnly(Health.DEGRADED);
        assertThat(deliver(Texts.deployment("web", "shop:3", 2))).isInstanceOf(Delivered.class);
    }

    @Test
    void aCrashingContainerEndsItEarlyWithItsLastLines() {
        Failed failed = failed(Texts.deployment("web", "crash:1", 1));

        assertThat(failed.failure().reason()).isEqualTo("CrashLoopBackOff");
        assertThat(failed.failure().message()).contains("exit code 1", "restarted 3 times");
        assertThat(failed.failure().logTail())
                .anySatisfy(line -> assertThat(line).contains("cannot open the database"));
    }

    @Test
    void aQuotaThatRefusesPodsEndsIt() {
        cluster.create("v1", "resourcequotas", """
                {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "q"}, "spec": {"hard": {"pods": "0"}}}
                """);

        Failed failed = failed(Texts.deployment("web", "shop:1", 1));

        assertThat(failed.failure().reason()).isEqualTo("FailedCreate");
        assertThat(failed.failure().message()).contains("exceeded quota");
    }

    @Test
    void aDeadlineThatPassesIsATimeoutWithWhatIsMissing() {
        String unschedulable = Texts.deployment("web", "shop:1", 1)
                .replace("spec: { containers", "spec: { nodeSelector: { disk: none }, containers");

        DeliveryResult result = delivery.deliver(
                dev.gitops.spi.ImmutableDeliveryRequest.builder()
                        .from(cluster.request("shop", unschedulable))
                        .timeout(Duration.ofSeconds(3))
                        .build(),
                Progress.SILENT);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Timeout");
            assertThat(failed.failure().message()).contains("Unschedulable", "nodes are available");
        });
    }

    @Test
    void aJobThatCannotBeUpdatedIsReplacedOnlyWhereTheInventorySaysSo() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: migrate }
                spec:
                  template:
                    spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/migrate:1" }] }
                """;
        deliver(job);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> deliver(job.replace("migrate:1", "migrate:2"))))
                .isInstanceOf(dev.gitops.api.InvalidInputException.class)
                .hasMessageContaining("immutable")
                .hasMessageContaining("replace: [Job]");
        DeliveryResult replaced = delivery.deliver(
                cluster.request(
                        "shop", job.replace("migrate:1", "migrate:2"), Map.of("replace", java.util.List.of("Job"))),
                Progress.SILENT);

        assertThat(replaced.objects()).extracting("action").containsOnly(dev.gitops.api.DeployedObject.Action.REPLACED);
        assertThat(Json.text(cluster.get("batch/v1", "jobs", "migrate"))).contains("migrate:2");
    }

    @Test
    void theValueOfASecretStaysOutOfDiffs() {
        String secret =
                "apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { password: hunter2hunter2 }\n";
        deliver(secret);

        var diff = delivery.diff(cluster.request("shop", secret.replace("hunter2hunter2", "correct-horse")));

        assertThat(diff)
                .singleElement()
                .satisfies(one -> assertThat(one.fields()).singleElement().satisfies(field -> {
                    assertThat(field.path()).isEqualTo("data.password");
                    assertThat(field.left()).startsWith("\"digest:").isNotEqualTo(field.right());
                    assertThat(field.right()).startsWith("\"digest:");
                }));
        assertThat(delivery.diff(cluster.request("shop", secret))).isEmpty();
    }
}
