package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Operation;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Helm's hooks among applied objects, on a real control plane whose Jobs complete, or fail by their image. */
class HookIT extends OnRealCluster {

    private final List<String> told = new ArrayList<>();

    private static String job(String name, String events, String image, String more) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: %s, annotations: { "helm.sh/hook": "%s"%s } }
                spec:
                  backoffLimit: 0
                  template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/%s" }] } }
                """.formatted(name, events, more, image);
    }

    private static String settings(String value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: \"" + value + "\" }\n";
    }

    private DeliveryRequest request(String... documents) {
        return cluster.request("shop", Texts.all(documents));
    }

    private DeliveryResult deliver(DeliveryRequest request) {
        told.clear();
        return delivery.deliver(request, told::add);
    }

    private DeliveryResult deliver(String... documents) {
        return deliver(request(documents));
    }

    /** The hooks in the order in which they ran, as {@code event name}. */
    private List<String> ran() {
        return told.stream()
                .filter(line -> line.startsWith("runs the "))
                .map(line -> line.replaceFirst("runs the (\\S+) hook \\S+ [^/]+/", "$1 "))
                .toList();
    }

    private JsonNode job(String name) {
        return cluster.get("batch/v1", "jobs", name);
    }

    private String due() {
        return Json.at(
                        cluster.get("v1", "configmaps", "gitops.shop.staging"),
                        "metadata",
                        "annotations",
                        "gitops.dev/hooks-due")
                .asText("");
    }

    @Nested
    class AnApplicationWithHooks {

        private final String[] hooks = {
            job("last", "test", "shop:1", ""),
            job("after", "post-install,post-upgrade", "shop:1", ""),
            job("second", "pre-install,pre-upgrade", "shop:1", ", \"helm.sh/hook-weight\": \"2\""),
            job("first", "pre-install", "slow:1", ", \"helm.sh/hook-weight\": \"-1\""),
            job("back", "pre-rollback,post-rollback", "shop:1", "")
        };

        private String[] with(String value) {
            List<String> all = new ArrayList<>(List.of(hooks));
            all.add(settings(value));
            return all.toArray(String[]::new);
        }

        @Test
        void runsThoseOfAnInstallThenOfAnUpgradeThenOfARollback() {
            DeliveryResult installed = deliver(with("1"));

            assertThat(installed).isInstanceOf(Delivered.class);
            assertThat(ran())
                    .containsExactly("pre-install first", "pre-install second", "post-install after", "test last");
            assertThat(installed.objects())
                    .extracting(DeployedObject::name, DeployedObject::action, DeployedObject::health)
                    .contains(org.assertj.core.groups.Tuple.tuple("first", Action.CREATED, Health.HEALTHY));
            String before = Json.at(job("second"), "metadata", "uid").asText();

            assertThat(deliver(with("2"))).isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-upgrade second", "post-upgrade after", "test last");
            assertThat(Json.at(job("second"), "metadata", "uid").asText()).isNotEqualTo(before);

            assertThat(deliver(ImmutableDeliveryRequest.builder()
                            .from(request(with("1")))
                            .operation(Operation.ROLLBACK)
                            .build()))
                    .isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-rollback back", "post-rollback back", "test last");
            assertThat(due()).isEmpty();
        }

        @Test
        void runsNoneWhereNothingChangesAndHasThemInNeitherDiffNorDriftNorPrune() {
            deliver(with("1"));

            DeliveryResult again = deliver(with("1"));

            assertThat(((Delivered) again).changed()).isFalse();
            assertThat(ran()).isEmpty();
            assertThat(delivery.diff(request(with("1")))).isEmpty();
            assertThat(delivery.drift(request(with("1")))).isEmpty();
            assertThat(deliver(settings("1"))).isInstanceOf(Delivered.class);
            assertThat(job("after").isMissingNode()).isFalse();
            assertThat(Json.at(job("after"), "metadata", "labels").has("applyset.kubernetes.io/part-of"))
                    .isFalse();
        }
    }

    @Nested
    class AHookThatFails {

        @Test
        void beforeTheWritesStopsThemAndNamesPodAndReasonAndLogs() {
            deliver(settings("1"));

            DeliveryResult result = deliver(
                    settings("2"),
                    job("migrate", "pre-upgrade", "fail:1", ""),
                    job("next", "pre-upgrade", "shop:1", ", \"helm.sh/hook-weight\": \"1\""));

            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure().object()).isEqualTo("Job " + cluster.namespace + "/migrate");
                assertThat(failed.failure().container()).isEqualTo("main");
                assertThat(failed.failure().reason()).isEqualTo("BackoffLimitExceeded");
                assertThat(failed.failure().message()).startsWith("pre-upgrade hook: pod migrate-");
                assertThat(failed.failure().logTail())
                        .anySatisfy(line -> assertThat(line).contains("cannot open the database"));
            });
            assertThat(ran()).containsExactly("pre-upgrade migrate");
            assertThat(Json.text(cluster.get("v1", "configmaps", "settings"))).contains("\"a\":\"1\"");
            assertThat(job("migrate").isMissingNode()).isFalse();
        }

        @Test
        void beforeTheWritesIsUndoneByTheHooksOfARollbackThoughNoObjectHasChanged() {
            String back = job("back", "pre-rollback", "shop:1", "");
            deliver(settings("1"), back, job("seed", "post-install", "crash:1", ""));
            deliver(settings("2"), back, job("migrate", "pre-upgrade", "fail:1", ""));
            assertThat(due()).isEqualTo("pre-upgrade,post-install");

            assertThat(deliver(ImmutableDeliveryRequest.builder()
                            .from(request(settings("1"), back, job("seed", "post-install", "shop:1", "")))
                            .operation(Operation.ROLLBACK)
                            .build()))
                    .isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-rollback back", "post-install seed");
            assertThat(due()).isEmpty();
        }

        @Test
        void afterThoseBeforeTheWritesSucceededIsMadeUpForByTheNextCommitFromTheBeginning() {
            String hooks =
                    Texts.all(job("first", "pre-upgrade", "shop:1", ""), job("seed", "post-upgrade", "crash:1", ""));
            deliver(settings("1"));
            deliver(settings("2"), hooks);
            assertThat(due()).isEqualTo("post-upgrade");
            String mended = hooks.replace("crash:1", "shop:1");

            deliver(settings("2"), mended.replace("shop:1", "crash:1"));
            assertThat(ran()).as("the same commit goes on").containsExactly("post-upgrade seed");

            assertThat(deliver(ImmutableDeliveryRequest.builder()
                            .from(request(settings("2"), mended))
                            .commit("9".repeat(40))
                            .build()))
                    .isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-upgrade first", "post-upgrade seed");
            assertThat(due()).isEmpty();
        }

        @Test
        void ofWhichTheImageIsMissingEndsEarly() {
            DeliveryResult result = deliver(settings("1"), job("migrate", "pre-install", "missing:1", ""));

            assertThat(((Failed) result).failure().reason()).isEqualTo("ImagePullBackOff");
        }

        @Test
        void afterTheWritesIsMadeUpForByTheNextDeployment() {
            assertThat(deliver(settings("1"), job("seed", "post-install", "crash:1", "")))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.failure().reason()).isEqualTo("CrashLoopBackOff"));
            assertThat(due()).isEqualTo("post-install");

            assertThat(deliver(settings("1"), job("seed", "post-install", "shop:1", "")))
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.changed()).isTrue());
            assertThat(ran()).containsExactly("post-install seed");
            assertThat(due()).isEmpty();
        }

        @Test
        void asATestFailsTheDeploymentUntilItSucceeds() {
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata: { name: smoke, annotations: { "helm.sh/hook": test } }
                    spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/fail:1" }] }
                    """;

            assertThat(deliver(settings("1"), pod)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure().object()).isEqualTo("Pod " + cluster.namespace + "/smoke");
                assertThat(failed.failure().message()).startsWith("test hook: ");
                assertThat(failed.failure().logTail()).isNotEmpty();
            });
            assertThat(deliver(settings("1"), pod.replace("fail:1", "shop:1"))).isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("test smoke");
        }
    }

    @Nested
    class ADeletePolicy {

        @Test
        void deletesWhatHasSucceededOnlyOnceAllHooksOfTheEventHave() {
            String policy = ", \"helm.sh/hook-delete-policy\": \"hook-succeeded\"";

            assertThat(deliver(
                            settings("1"),
                            job("a", "pre-install", "shop:1", policy),
                            job("b", "pre-install", "shop:1", "")))
                    .isInstanceOf(Delivered.class);

            assertThat(job("a").isMissingNode()).isTrue();
            assertThat(job("b").isMissingNode()).isFalse();
        }

        @Test
        void deletesWhatHasFailed() {
            String policy = ", \"helm.sh/hook-delete-policy\": \"hook-failed\"";

            assertThat(deliver(settings("1"), job("a", "pre-install", "fail:1", policy)))
                    .isInstanceOf(Failed.class);

            assertThat(job("a").isMissingNode()).isTrue();
        }

        @Test
        void thatKeepsTheLastRunRefusesTheNextBeforeAnythingIsWritten() {
            String kept =
                    job("a", "pre-install,pre-upgrade", "shop:1", ", \"helm.sh/hook-delete-policy\": \"hook-failed\"");
            deliver(settings("1"), kept);

            assertThatThrownBy(() -> deliver(settings("2"), kept))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("already exists")
                    .hasMessageContaining("before-hook-creation");
            assertThat(Json.text(cluster.get("v1", "configmaps", "settings"))).contains("\"a\":\"1\"");
        }
    }

    @Test
    void anInvalidHookIsAProblemBesideTheOthersBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> deliver(
                        settings("1").replace("\ndata:", "\ndta:"),
                        job("a", "post-install", "shop:1", "").replace("backoffLimit: 0", "backofLimit: 0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("dta")
                .hasMessageContaining("backofLimit");
        assertThat(job("a").isMissingNode()).isTrue();
    }

    @Test
    void aPodAndABindingMayReferToWhatComesWithThem() {
        assertThat(deliver("""
                        apiVersion: v1
                        kind: ServiceAccount
                        metadata: { name: runner }
                        """, """
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: once }
                        spec: { restartPolicy: Never, serviceAccountName: runner, containers: [{ name: main, image: "registry.example.com/shop:1" }] }
                        """, """
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: smoke, annotations: { "helm.sh/hook": test } }
                        spec: { restartPolicy: Never, serviceAccountName: runner, containers: [{ name: main, image: "registry.example.com/shop:1" }] }
                        """)).isInstanceOf(Delivered.class);
        assertThat(ran()).containsExactly("test smoke");
    }

    @Test
    void theFirstDeploymentIsAnInstallThoughItsNamespaceComesWithIt() {
        String namespace = cluster.namespace + "-new";
        String made = "apiVersion: v1\nkind: Namespace\nmetadata: { name: " + namespace + " }\n";
        DeliveryRequest request = ImmutableDeliveryRequest.builder()
                .from(request(made, settings("1"), job("migrate", "pre-install", "shop:1", "")))
                .target(new dev.gitops.spi.Target("shop", dev.gitops.api.EnvironmentName.STAGING, namespace, List.of()))
                .build();
        try {
            assertThat(deliver(request)).isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-install migrate");
        } finally {
            cluster.raw.call(dev.gitops.cluster.client.Call.delete("/api/v1/namespaces/" + namespace, "{}"));
        }
    }

    @Test
    void progressMayBeSilent() {
        assertThat(delivery.deliver(request(settings("1"), job("a", "pre-install", "shop:1", "")), Progress.SILENT))
                .isInstanceOf(Delivered.class);
    }
}
