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
import dev.gitops.k8s.handover.ArgoDelivery;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.SourceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery by real Argo CD controllers (testing/argocd), from a real Git host (testing/forge). */
class ArgoCdIT {

    private static final String FILE = "apps/shop/web.yaml";

    private RealCluster cluster;
    private RealForge forge;
    private Delivery delivery;
    private String app;

    @BeforeEach
    void start() {
        assumeTrue(
                System.getenv("ARGOCD_NAMESPACE") != null && System.getenv("FORGE_URL") != null,
                "skipped: no Argo CD; run testing/cluster/start, testing/forge/start and testing/argocd/start, set what they print and ARGOCD_NAMESPACE=argocd");
        cluster = RealCluster.start();
        app = "shop" + cluster.namespace.substring(1);
        forge = new RealForge();
        delivery = new ArgoDelivery(Cluster.of(RealCluster.access(Map.of())));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            String path = "/apis/argoproj.io/v1alpha1/namespaces/argocd/";
            cluster.raw.call(Call.delete(path + "applications/" + app + "-staging", "{}"));
            cluster.raw.call(Call.delete(path + "appprojects/" + app + "-staging", "{}"));
            delivery.close();
            cluster.close();
        }
    }

    private ImmutableDeliveryRequest.Builder request(String commit, String yaml) {
        return ImmutableDeliveryRequest.builder()
                .from(cluster.request(app, yaml))
                .commit(commit)
                .source(new DeliveryRequest.Source(forge.url(), "main", "apps/shop"))
                .config(new ProviderConfig("argocd", Map.of("namespace", System.getenv("ARGOCD_NAMESPACE")), ""));
    }

    private DeliveryResult deliver(DeliveryRequest request) {
        return delivery.deliver(request, Progress.SILENT);
    }

    /** Writes the Application and its project as a person would who keeps them in Git. */
    private void install(DeliveryRequest request) {
        for (ManifestObject object : ManifestReader.read(delivery.controllerResources(request))) {
            String plural = object.kind().equals("AppProject") ? "appprojects" : "applications";
            ObjectNode json = Json.tree(object.content());
            Answer answer = cluster.raw.call(Call.apply(
                            "/apis/argoproj.io/v1alpha1/namespaces/argocd/" + plural + "/" + object.name(),
                            Json.text(json))
                    .with("fieldManager", "gitops")
                    .with("fieldValidation", "Strict"));
            assertThat(answer.code()).as(answer.message()).isBetween(200, 201);
        }
    }

    private JsonNode web() {
        return cluster.get("apps/v1", "deployments", "web");
    }

    @Test
    void aMergedChangeRequestIsDeliveredOnceItsOwnRevisionIsSyncedAndHealthy() {
        String first = Texts.deployment("web", "shop:1", 1);
        String commit = forge.write("main", FILE, first);
        install(request(commit, first).build());
        assertThat(deliver(request(commit, first).build())).isInstanceOf(Delivered.class);

        String second = Texts.deployment("web", "shop:2", 1);
        forge.branch("gitops/change/shop/staging");
        forge.write("gitops/change/shop/staging", FILE, second);
        String merged = forge.merge("gitops/change/shop/staging");
        DeliveryResult result = deliver(request(merged, second).build());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isTrue());
        assertThat(Json.text(web())).contains("shop:2");
        assertThat(delivery.drift(request(merged, second).build())).isEmpty();
        assertThat(delivery.health(request(merged, second).build()))
                .extracting(object -> object.health().word())
                .containsOnly("healthy");
        assertThat(deliver(request(merged, second).build()))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isFalse());
    }

    @Test
    void whatWasRemovedInGitIsTakenAwayByArgoCdAndItsClaimStays() {
        String yaml = Texts.all(
                Texts.deployment("web", "shop:1", 1),
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n");
        String last = forge.write("main", FILE, yaml);
        forge.write("main", "README.md", "the repository is not empty without the shop");
        install(request(last, yaml).build());
        assertThat(web().isMissingNode()).isTrue();
        Answer synced = cluster.raw.call(Call.merge(
                        "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/" + app + "-staging",
                        "{\"operation\":{\"sync\":{\"revision\":\"" + last + "\"}}}")
                .with("fieldManager", "gitops"));
        assertThat(synced.ok()).as(synced.message()).isTrue();
        for (int i = 0; i < 150 && web().isMissingNode(); i++) {
            LockSupport.parkNanos(200_000_000);
        }
        assertThat(web().isMissingNode()).isFalse();
        String removal = forge.remove("main", FILE);

        DeliveryResult removed = delivery.remove(
                request(removal, yaml).files(new OnlyACommit(last)).build(), Progress.SILENT);

        assertThat(removed).isInstanceOf(Delivered.class);
        assertThat(web().isMissingNode() || Json.at(web(), "metadata").has("deletionTimestamp"))
                .isTrue();
        JsonNode claim = cluster.get("v1", "persistentvolumeclaims", "data");
        assertThat(claim.isMissingNode()).isFalse();
        assertThat(Json.at(claim, "metadata").has("deletionTimestamp")).isFalse();
        assertThat(cluster.raw
                        .call(Call.get("/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/" + app + "-staging"))
                        .notFound())
                .isTrue();
        assertThat(cluster.raw
                        .call(Call.get("/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/" + app + "-staging"))
                        .notFound())
                .isTrue();
        assertThat(delivery.remove(
                        request(removal, yaml).files(new OnlyACommit(last)).build(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        Delivered.class, again -> assertThat(again.changed()).isFalse());
    }

    /** The files of a commit, of which only its name is asked. */
    private record OnlyACommit(String commit) implements SourceTree {

        @Override
        public Optional<Type> type(String path) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.empty();
        }

        @Override
        public List<Entry> list(String path) {
            return List.of();
        }

        @Override
        public Optional<String> id(String path) {
            return Optional.empty();
        }
    }

    @Test
    void whatWasSyncedBeforeAnybodyLookedIsDeliveredAllTheSame() {
        String yaml = Texts.deployment("web", "shop:1", 1);
        String commit = forge.write("main", FILE, yaml);
        install(request(commit, yaml).build());
        assertThat(deliver(request(commit, yaml).build())).isInstanceOf(Delivered.class);

        DeliveryResult late = deliver(request(commit, yaml).unverified(true).build());

        assertThat(late).isInstanceOfSatisfying(Delivered.class, delivered -> {
            assertThat(delivered.changed()).isTrue();
            assertThat(delivered.notices()).isEmpty();
        });
    }

    @Test
    void aResultThatIsNotTheApprovedRenderingIsTold() {
        String yaml = Texts.deployment("web", "shop:1", 1);
        String commit = forge.write("main", FILE, yaml);
        install(request(commit, yaml).build());

        String approved = yaml.replace("progressDeadlineSeconds: 60", "progressDeadlineSeconds: 50");
        DeliveryResult result = deliver(request(commit, approved).build());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices())
                                .singleElement()
                                .asString()
                                .contains("Deployment web", "spec.progressDeadlineSeconds is 60 instead of 50"));
    }

    @Test
    void aMissingImageEndsDegradedWithThePodThatIsToBlame() {
        String yaml = Texts.deployment("web", "missing:1", 1)
                .replace("progressDeadlineSeconds: 60", "progressDeadlineSeconds: 3");
        String commit = forge.write("main", FILE, yaml);
        install(request(commit, yaml).build());

        DeliveryResult result = deliver(request(commit, yaml).build());

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Degraded");
            assertThat(failed.failure().message())
                    .contains("Argo CD: synced, but Degraded", "ImagePullBackOff", "missing:1");
            assertThat(failed.failure().container()).isEqualTo("main");
        });
    }

    @Test
    void aSyncThatTheServerRefusesFailsWithItsWords() {
        String yaml = Texts.deployment("web", "shop:1", 1)
                .replace("matchLabels: { app: web }", "matchLabels: { app: other }");
        String commit = forge.write("main", FILE, yaml);
        install(request(commit, yaml).approvalRequired(true).build());

        DeliveryResult result =
                deliver(request(commit, yaml).approvalRequired(true).build());

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("SyncFailed");
            assertThat(failed.failure().message()).contains("selector");
        });
    }

    @Test
    void aSourceThatCannotBeRenderedFailsWithItsWords() {
        String commit = forge.write("main", FILE, Texts.config("a"));
        String yaml = Texts.deployment("web", "shop:1", 1);
        DeliveryRequest elsewhere = request(commit, yaml)
                .source(new DeliveryRequest.Source(forge.url(), "main", "apps/elsewhere"))
                .build();
        install(elsewhere);

        assertThat(deliver(elsewhere))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo("ComparisonError"));
    }

    @Test
    void anApplicationThatDoesNotExistIsNamedWithTheWayOut() {
        assertThat(deliver(request("0".repeat(40), Texts.config("a")).build()))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.failure().reason()).isEqualTo("ApplicationNotFound");
                    assertThat(failed.failure().message()).contains(app + "-staging", "gitops init argocd");
                });
    }

    @Test
    void aRevisionThatIsOvertakenSaysByWhichUnlessThatCoversIt() {
        String yaml = Texts.deployment("web", "shop:1", 1);
        String old = forge.write("main", FILE, yaml);
        install(request(old, yaml).build());
        String next = Texts.deployment("web", "shop:2", 1);
        String newer = forge.write("main", FILE, next);

        DeliveryResult overtaken = deliver(request(old, yaml).build());
        DeliveryResult covered = deliver(request(old, next)
                .covering(revision -> Set.of(old, newer).contains(revision))
                .build());

        assertThat(overtaken).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Overtaken");
            assertThat(failed.failure().message()).contains(newer);
        });
        assertThat(covered)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices())
                                .singleElement()
                                .asString()
                                .contains(newer));
    }

    @Test
    void anApprovedRevisionIsSyncedThoughTheBranchHasGoneOn() {
        String yaml = Texts.deployment("web", "shop:1", 1);
        String approved = forge.write("main", FILE, yaml);
        install(request(approved, yaml).approvalRequired(true).build());
        forge.write("main", FILE, Texts.deployment("web", "shop:2", 1));

        DeliveryResult result = deliver(request(approved, yaml)
                .approvalRequired(true)
                .timeout(Duration.ofSeconds(60))
                .manifests(ManifestReader.rendered(yaml))
                .build());

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(Json.text(web())).contains("shop:1");
    }
}
