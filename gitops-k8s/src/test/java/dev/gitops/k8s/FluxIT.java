package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Progress;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.k8s.handover.FluxDelivery;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery by Flux against its real definitions (testing/cluster/flux-crds); the controllers are a fake. */
class FluxIT {

    private static final String COMMIT = "0123456789012345678901234567890123456789";
    private static final Kind KUSTOMIZATION =
            new Kind("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", true);
    private static final Kind RELEASE = new Kind("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", true);

    private RealCluster cluster;
    private Delivery delivery;
    private FakeFlux flux;

    @BeforeEach
    void start() {
        cluster = RealCluster.start();
        boolean there =
                cluster.raw.call(Call.get("/apis/helm.toolkit.fluxcd.io/v2")).ok();
        if (!there) {
            cluster.close();
            cluster = null;
        }
        assumeTrue(there, "skipped: the cluster has no Flux definitions; run testing/cluster/flux-crds");
        delivery = new FluxDelivery(Cluster.of(RealCluster.access(Map.of())));
        cluster.create(
                "v1",
                "configmaps",
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}, \"data\": {\"a\": \"b\"}}");
    }

    @AfterEach
    void stop() {
        if (flux != null) {
            flux.close();
        }
        if (cluster != null) {
            delivery.close();
            cluster.close();
        }
    }

    private ImmutableDeliveryRequest.Builder request() {
        return ImmutableDeliveryRequest.builder()
                .from(cluster.request("shop", Texts.config("a")))
                .config(new ProviderConfig("flux", Map.of("namespace", cluster.namespace), ""));
    }

    private DeliveryResult deliver(DeliveryRequest request) {
        return delivery.deliver(request, Progress.SILENT);
    }

    private void install(DeliveryRequest request) {
        for (ManifestObject object : ManifestReader.read(delivery.controllerResources(request))) {
            String plural = object.kind().equals("GitRepository")
                    ? "gitrepositories"
                    : object.kind().toLowerCase(java.util.Locale.ROOT) + "s";
            ObjectNode json = Json.tree(object.content());
            Answer answer = cluster.raw.call(
                    Call.apply(cluster.path(object.apiVersion(), plural) + "/" + object.name(), Json.text(json))
                            .with("fieldManager", "gitops")
                            .with("fieldValidation", "Strict"));
            assertThat(answer.code()).as(answer.message()).isBetween(200, 201);
        }
    }

    @Test
    void whatWasRemovedInGitIsTakenAwayByFluxAndItsClaimStays() throws InterruptedException {
        String claim =
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n";
        DeliveryRequest request = request()
                .manifests(ManifestReader.rendered(Texts.all(Texts.config("a"), claim)))
                .approvalRequired(true)
                .build();
        install(request);
        cluster.create(
                "v1",
                "persistentvolumeclaims",
                "{\"apiVersion\": \"v1\", \"kind\": \"PersistentVolumeClaim\", \"metadata\": {\"name\": \"data\"}, \"spec\": {\"accessModes\": [\"ReadWriteOnce\"], \"resources\": {\"requests\": {\"storage\": \"1Gi\"}}}}");
        String kustomizations = "kustomize.toolkit.fluxcd.io/v1";
        cluster.merge(
                kustomizations,
                "kustomizations",
                "shop-staging",
                "{\"metadata\":{\"finalizers\":[\"finalizers.fluxcd.io\"]},\"spec\":{\"suspend\":true}}",
                "flux");
        boolean[] suspended = {true};
        Thread controller = new Thread(() -> {
            JsonNode live = cluster.get(kustomizations, "kustomizations", "shop-staging");
            while (!Json.at(live, "metadata").has("deletionTimestamp")) {
                LockSupport.parkNanos(100_000_000);
                live = cluster.get(kustomizations, "kustomizations", "shop-staging");
            }
            suspended[0] = Json.at(live, "spec", "suspend").asBoolean();
            cluster.merge(
                    kustomizations, "kustomizations", "shop-staging", "{\"metadata\":{\"finalizers\":null}}", "flux");
        });
        controller.start();

        DeliveryResult removed = delivery.remove(request, Progress.SILENT);

        controller.join();
        assertThat(removed).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(suspended[0]).isFalse();
        assertThat(cluster.get("source.toolkit.fluxcd.io/v1", "gitrepositories", "shop-staging")
                        .isMissingNode())
                .isTrue();
        assertThat(Json.at(
                                cluster.get("v1", "persistentvolumeclaims", "data"),
                                "metadata",
                                "annotations",
                                "kustomize.toolkit.fluxcd.io/prune")
                        .asText())
                .isEqualTo("disabled");
    }

    @Test
    void aRevisionIsDeliveredOnceItIsAppliedAndReady() {
        install(request().build());
        flux = new FakeFlux(cluster.raw, cluster.namespace, KUSTOMIZATION, COMMIT);
        assertThat(deliver(request().build()))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isTrue());
        assertThat(deliver(request().build()))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isFalse());
    }

    @Test
    void aHealthCheckThatFailsEndsItInFluxWords() {
        install(request().build());
        flux = new FakeFlux(cluster.raw, cluster.namespace, KUSTOMIZATION, COMMIT);
        flux.fails(
                "HealthCheckFailed",
                "health check failed after 30s: timeout waiting for: [Deployment/shop/web status: 'Failed']");

        assertThat(deliver(request().build())).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("HealthCheckFailed");
            assertThat(failed.failure().message()).contains("Flux: health check failed");
        });
    }

    @Test
    void aBranchThatHasGoneOnSaysTo() {
        install(request().build());
        flux = new FakeFlux(cluster.raw, cluster.namespace, KUSTOMIZATION, "f".repeat(40));
        assertThat(deliver(request().build())).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Overtaken");
            assertThat(failed.failure().message()).contains("f".repeat(40));
        });
        assertThat(deliver(request()
                        .covering(revision -> revision.startsWith("ffff"))
                        .build()))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void anApprovedCommitIsPinned() {
        DeliveryRequest request = request().approvalRequired(true).build();
        install(request);
        flux = new FakeFlux(cluster.raw, cluster.namespace, KUSTOMIZATION, "f".repeat(40));
        assertThat(deliver(request)).isInstanceOf(Delivered.class);
        assertThat(Json.at(
                                cluster.get("source.toolkit.fluxcd.io/v1", "gitrepositories", "shop-staging"),
                                "spec",
                                "ref",
                                "commit")
                        .asText())
                .isEqualTo(COMMIT);
    }

    @Test
    void aChartIsAHelmRelease() {
        DeliveryRequest request = request()
                .source(new DeliveryRequest.Source(
                        "https://git.example.com/infra.git",
                        "main",
                        "charts/shop",
                        new DeliveryRequest.Chart("shop", List.of("charts/shop/values.yaml"))))
                .build();
        install(request);
        flux = new FakeFlux(cluster.raw, cluster.namespace, RELEASE, COMMIT);
        assertThat(deliver(request)).isInstanceOf(Delivered.class);
    }

    @Test
    void aKustomizationThatDoesNotExistIsNamedWithTheWayOut() {
        assertThat(deliver(request().build())).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("KustomizationNotFound");
            assertThat(failed.failure().message()).contains("gitops init flux");
        });
    }
}
