package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How rollouts end on a real control plane with simulated nodes. */
class RolloutIT extends OnRealCluster {

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

    /** Neither says in its status that its pods are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"StatefulSet", "DaemonSet", "Job"})
    void aQuotaThatRefusesPodsEndsItForWhatOnlyEventsTellOf(String kind) {
        cluster.create("v1", "resourcequotas", """
                {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "q"}, "spec": {"hard": {"pods": "0"}}}
                """);
        boolean job = kind.equals("Job");

        Failed failed = failed("""
                apiVersion: %s
                kind: %s
                metadata: { name: work }
                spec:
                  %s
                  template: { metadata: { labels: { app: work } }, spec: { %s containers: [{ name: main, image: "registry.example.com/shop:1" }] } }
                """.formatted(
                        job ? "batch/v1" : "apps/v1",
                        kind,
                        job ? "backoffLimit: 0" : "selector: { matchLabels: { app: work } }",
                        job ? "restartPolicy: Never," : ""));

        assertThat(failed.failure().reason()).isEqualTo("FailedCreate");
        assertThat(failed.failure().message()).contains("exceeded quota");
        assertThat(failed.objects()).extracting("health").containsOnly(Health.DEGRADED);
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

    /** A probe or a volume that fails shows in no status; the node of this pod is none, so that it never starts. */
    @Test
    void aPodThatIsNotReadyIsToldWithItsEvents() {
        cluster.create("v1", "events", """
                {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "db-0.1"}, "type": "Warning", "reason": "FailedMount",
                 "message": "configmap settings not found", "involvedObject": {"kind": "Pod", "namespace": "%s", "name": "db-0"}}
                """.formatted(cluster.namespace));

        DeliveryResult result = delivery.deliver(
                dev.gitops.spi.ImmutableDeliveryRequest.builder()
                        .from(cluster.request("shop", """
                                apiVersion: apps/v1
                                kind: StatefulSet
                                metadata: { name: db }
                                spec:
                                  selector: { matchLabels: { app: db } }
                                  template: { metadata: { labels: { app: db } }, spec: { nodeName: none, containers: [{ name: main, image: "registry.example.com/db:1" }] } }
                                """))
                        .timeout(Duration.ofSeconds(4))
                        .build(),
                Progress.SILENT);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Timeout");
            assertThat(failed.failure().message()).contains("0 of 1 pods are ready", "pod db-0", "it has not started");
            assertThat(failed.failure().events())
                    .anySatisfy(event -> assertThat(event).contains("FailedMount", "configmap settings not found"));
        });
    }

    @Test
    void aProgressDeadlineOfTheWorkloadItselfEndsItWithThePodThatIsToBlame() {
        Failed failed = failed(Texts.deployment("web", "shop:1", 1)
                .replace("progressDeadlineSeconds: 60", "progressDeadlineSeconds: 2")
                .replace("spec: { containers", "spec: { nodeSelector: { disk: none }, containers"));

        assertThat(failed.failure().reason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(failed.failure().message()).contains("pod web-", "Unschedulable");
    }

    /** Until the controller has seen the mended template, it speaks of the broken one. */
    @Test
    void whatMendsACrashingWorkloadIsNotBlamedForThePodsThatStillCrash() {
        for (int i = 0; i < 3; i++) {
            assertThat(deliver(Texts.deployment("web", "shop:" + i, 1))).isInstanceOf(Delivered.class);
            assertThat(failed(Texts.deployment("web", "crash:" + i, 1))
                            .failure()
                            .reason())
                    .isEqualTo("CrashLoopBackOff");
        }
        assertThat(deliver(Texts.deployment("web", "shop:4", 1))).isInstanceOf(Delivered.class);
    }

    @Test
    void aJobThatFailsEndsItWithItsReasonAndTheLogOfItsPod() {
        Failed failed = failed("""
                apiVersion: batch/v1
                kind: Job
                metadata: { name: migrate }
                spec:
                  backoffLimit: 0
                  template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/fail:1" }] } }
                """);

        assertThat(failed.failure().object()).isEqualTo("Job " + cluster.namespace + "/migrate");
        assertThat(failed.failure().reason()).isEqualTo("BackoffLimitExceeded");
        assertThat(failed.failure().logTail()).isNotEmpty();
    }

    @Test
    void oneOfEveryKindBecomesHealthyAndWhatTheClusterCannotGiveIsANotice() {
        String template =
                "template: { metadata: { labels: { app: %s } }, spec: { containers: [{ name: main, image: \"registry.example.com/shop:1\" }] } }";
        String workload =
                "spec: { selector: { matchLabels: { app: %1$s } }, " + template.replace("%s", "%1$s") + " }\n";

        DeliveryResult result = deliver(
                Texts.all(
                        Texts.deployment("web", "shop:1", 2),
                        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\n" + workload.formatted("db"),
                        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\n"
                                + workload.formatted("agent"),
                        "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: { name: set }\n" + workload.formatted("set"),
                        """
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: nightly }
                spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/shop:1" }] } } } } }
                """,
                        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { minAvailable: 1, selector: { matchLabels: { app: web } } }\n",
                        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n",
                        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: front }\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }\n"));

        assertThat(result).isInstanceOfSatisfying(Delivered.class, delivered -> {
            assertThat(delivered.objects())
                    .filteredOn(object -> object.health() == Health.HEALTHY)
                    .extracting("kind")
                    .contains("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "PodDisruptionBudget");
            assertThat(delivered.notices())
                    .anySatisfy(notice -> assertThat(notice).contains("PersistentVolumeClaim", "not waited for"))
                    .anySatisfy(notice -> assertThat(notice).contains("Ingress", "not waited for"));
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
    void aBindingToAnotherRoleIsReplacedWhereTheInventorySaysSo() {
        String binding = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: { name: readers }
                roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
                subjects: [{ kind: ServiceAccount, name: default }]
                """;
        String other = binding.replace("name: view", "name: edit");
        deliver(binding);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> deliver(other)))
                .isInstanceOf(dev.gitops.api.InvalidInputException.class)
                .hasMessageContaining("cannot change roleRef")
                .hasMessageContaining("replace: [RoleBinding]");
        DeliveryResult replaced = delivery.deliver(
                cluster.request("shop", other, Map.of("replace", java.util.List.of("RoleBinding"))), Progress.SILENT);

        assertThat(replaced.objects()).extracting("action").containsOnly(dev.gitops.api.DeployedObject.Action.REPLACED);
        assertThat(Json.text(cluster.get("rbac.authorization.k8s.io/v1", "rolebindings", "readers")))
                .contains("\"edit\"");
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
