package dev.gitops.helm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.Kubeconfig;
import dev.gitops.helm.HelmManifestsProvider;
import dev.gitops.helm.TestTree;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real API server that KUBECONFIG names. */
class HelmReleaseIT {

    private static final ProviderConfig CHART = new ProviderConfig(
            "helm", Map.of("chart", "chart", "values", "values-{environment}.yaml"), "apps.yaml:1:1");

    private final String app = "web-" + UUID.randomUUID().toString().substring(0, 6);
    private final Target target = new Target(app, EnvironmentName.of("dev"), "default", List.of());
    private final Cluster cluster = Cluster.of(access());
    private final HelmClient helm = new HelmClient(() -> Json.text(Json.tree(Kubeconfig.merged(access()))), "test");
    private final Delivery delivery = new HelmDelivery(helm, cluster);

    private final TestTree first = TestTree.of("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
            .with("chart/values.yaml", "image: registry.example.com/web:1\nreplicas: 1\nextra: true\n")
            .with("values-dev.yaml", "image: registry.example.com/web:1\n")
            .with("chart/templates/web.yaml", """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: { name: {{ .Release.Name }} }
                    spec:
                      replicas: {{ .Values.replicas }}
                      selector: { matchLabels: { app: {{ .Release.Name }} } }
                      template:
                        metadata: { labels: { app: {{ .Release.Name }} } }
                        spec:
                          containers: [{ name: web, image: {{ .Values.image | quote }}, resources: { requests: { memory: 1024Mi, cpu: 0.5 } } }]
                    """)
            .with("chart/templates/extra.yaml", """
                    {{- if .Values.extra }}
                    apiVersion: v1
                    kind: Secret
                    metadata: { name: {{ .Release.Name }}-extra }
                    data: { word: {{ "secret" | b64enc }} }
                    {{- end }}
                    """)
            .with("chart/templates/hook.yaml", """
                    apiVersion: batch/v1
                    kind: Job
                    metadata:
                      name: {{ .Release.Name }}-migrate
                      annotations: { helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: before-hook-creation }
                    spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: {{ .Values.image | quote }} }] } } }
                    """);

    @BeforeEach
    void needsACluster() {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
    }

    private JsonNode live(String apiVersion, String kind, String name) {
        cluster.connect();
        return cluster.call(Call.get(KnownKinds.get(apiVersion, kind).path("default", name)))
                .body();
    }

    @Test
    void isUninstalledWithWhatItHasAndAClaimThatNobodyNamedIsRefused() {
        TestTree withClaim = first.with("chart/templates/claim.yaml", """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: {{ .Release.Name }}-data }
                spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
                """);
        // no volume is ever bound here, so that the release fails and stays
        delivery.deliver(
                ImmutableDeliveryRequest.copyOf(request(withClaim, "1"))
                        .withConfig(new ProviderConfig("helm", Map.of("atomic", false), "apps.yaml:1:1"))
                        .withTimeout(Duration.ofSeconds(6)),
                Progress.SILENT);

        assertThat(delivery.remove(request(withClaim, "2"), Progress.SILENT))
                .isInstanceOfSatisfying(
                        DeliveryResult.Refused.class,
                        refused -> assertThat(refused.reasons().get(0)).contains(app + "-data", "--with-claims"));
        assertThat(live("apps/v1", "Deployment", app).path("kind").asText()).isEqualTo("Deployment");

        DeliveryRequest named = ImmutableDeliveryRequest.copyOf(request(withClaim, "2"))
                .withPruneConfirmed("PersistentVolumeClaim/" + app + "-data");
        assertThat(delivery.remove(named, Progress.SILENT))
                .isInstanceOfSatisfying(
                        DeliveryResult.Delivered.class,
                        result -> assertThat(result.changed()).isTrue());
        assertThat(live("apps/v1", "Deployment", app).path("kind").asText()).isEqualTo("Status");
        assertThat(delivery.remove(named, Progress.SILENT))
                .isInstanceOfSatisfying(
                        DeliveryResult.Delivered.class,
                        result -> assertThat(result.changed()).isFalse());
    }

    @Test
    void installsUpgradesAndRollsBackForward() {
        DeliveryResult installed = deliver(first, "1");

        assertThat(installed).isInstanceOfSatisfying(DeliveryResult.Delivered.class, result -> {
            assertThat(result.changed()).isTrue();
            assertThat(result.objects())
                    .extracting(DeployedObject::kind)
                    .containsExactlyInAnyOrder("Secret", "Deployment");
            assertThat(result.objects()).extracting(DeployedObject::action).containsOnly(Action.CREATED);
            assertThat(result.objects()).extracting(DeployedObject::health).containsOnly(Health.HEALTHY);
        });
        assertThat(delivery.diff(request(first, "1"))).isEmpty();
        assertThat(delivery.drift(request(first, "1"))).isEmpty();
        assertThat(live("batch/v1", "Job", app + "-migrate")
                        .path("status")
                        .path("succeeded")
                        .asInt())
                .as("the hook ran")
                .isEqualTo(1);

        assertThat(deliver(first, "2"))
                .isInstanceOfSatisfying(
                        DeliveryResult.Delivered.class,
                        result -> assertThat(result.changed()).isFalse());

        TestTree second = first.with("values-dev.yaml", "image: registry.example.com/web:2\nextra: false\n");
        assertThat(delivery.diff(request(second, "2")))
                .extracting(ObjectDifference::kind, ObjectDifference::change)
                .containsExactlyInAnyOrder(
                        tuple("Deployment", ObjectDifference.Change.CHANGED),
                        tuple("Secret", ObjectDifference.Change.EXTRA));
        assertThat(deliver(second, "2").objects())
                .extracting(DeployedObject::kind, DeployedObject::action)
                .containsExactly(tuple("Deployment", Action.CHANGED), tuple("Secret", Action.PRUNED));

        assertThat(deliver(first, "3")).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(helm.history(app, "default"))
                .extracting(revision -> revision.getStatus())
                .containsExactly("superseded", "superseded", "deployed");
        assertThat(helm.history(app, "default").get(2).getDescription())
                .startsWith("commit 3")
                .contains("by alice");
    }

    @Test
    void takesAFailedUpgradeBack() {
        deliver(first, "1");
        TestTree broken = first.with("values-dev.yaml", "image: registry.example.com/missing:2\n");

        DeliveryResult result = delivery.deliver(
                DeliveryRequest.builder()
                        .from(request(broken, "2"))
                        .timeout(Duration.ofSeconds(6))
                        .build(),
                Progress.SILENT);

        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Failed.class, failed -> {
            assertThat(failed.failure().reason()).isIn("Timeout", "HookFailed");
            assertThat(failed.failure().message()).contains("Helm went back to the revision before");
        });
        assertThat(helm.history(app, "default"))
                .last()
                .satisfies(revision -> assertThat(revision.getStatus()).isEqualTo("deployed"));
        assertThat(delivery.diff(request(first, "1"))).isEmpty();
    }

    @Test
    void tellsDriftAndRepairsIt() {
        deliver(first, "1");
        DeliveryRequest other = request(first.with("values-dev.yaml", "image: registry.example.com/web:9\n"), "1");

        assertThat(delivery.drift(other))
                .singleElement()
                .satisfies(difference -> assertThat(difference.fields())
                        .singleElement()
                        .satisfies(field -> {
                            assertThat(field.path()).isEqualTo("spec.template.spec.containers[name=web].image");
                            assertThat(field.left()).isEqualTo("\"registry.example.com/web:9\"");
                            assertThat(field.right()).isEqualTo("\"registry.example.com/web:1\"");
                        }));
    }

    @Test
    void saysWhatTheServerDoesNotTakeBeforeAnythingIsWritten() {
        TestTree unknown = first.with(
                "chart/templates/odd.yaml", "apiVersion: none.example.com/v1\nkind: Odd\nmetadata: { name: odd }\n");

        assertThatThrownBy(() -> deliver(unknown, "1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no matches for kind \"Odd\"");
        assertThat(helm.history(app, "default")).isEmpty();
    }

    private DeliveryResult deliver(SourceTree tree, String commit) {
        return delivery.deliver(request(tree, commit), Progress.SILENT);
    }

    private DeliveryRequest request(SourceTree tree, String commit) {
        return DeliveryRequest.builder()
                .target(target)
                .commit(commit.repeat(40))
                .manifests(new HelmManifestsProvider().open(CHART).render(tree, target))
                .files(tree)
                .manifestsConfig(CHART)
                .config(new ProviderConfig("helm", null, "apps.yaml:1:1"))
                .source(new DeliveryRequest.Source("https://git.example.com/infra.git", "main", "chart"))
                .timeout(Duration.ofSeconds(60))
                .actor("alice")
                .build();
    }

    private static ClusterAccess access() {
        return new ClusterAccess(
                "test",
                null,
                null,
                null,
                null,
                false,
                System.getenv("KUBECONFIG") == null ? Map.of() : Map.of("KUBECONFIG", System.getenv("KUBECONFIG")));
    }
}
