package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An application that is taken out of a real cluster. */
class UndeploymentIT extends OnRealCluster {

    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: { name: data }
            spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
            """;

    private static final String SETS = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: db }
            spec:
              serviceName: db
              replicas: 0
              selector: { matchLabels: { app: db } }
              template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: main, image: "registry.example.com/db:1" }] } }
              volumeClaimTemplates:
                - { metadata: { name: disk }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }
            """;

    private final List<String> told = new ArrayList<>();

    private static String settings(String name, String metadata) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: " + name + metadata + " }\ndata: { a: \"1\" }\n";
    }

    private static String job(String name, String annotation, String image) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: %s, annotations: { %s } }
                spec:
                  backoffLimit: 0
                  template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/%s" }] } }
                """.formatted(name, annotation, image);
    }

    private static String helm(String name, String event, String image) {
        return job(name, "\"helm.sh/hook\": " + event, image);
    }

    private DeliveryRequest request(String... documents) {
        return cluster.request("shop", Texts.all(documents));
    }

    private static DeliveryRequest quick(DeliveryRequest request) {
        return ImmutableDeliveryRequest.builder()
                .from(request)
                .timeout(Duration.ofSeconds(4))
                .build();
    }

    private static DeliveryRequest naming(DeliveryRequest request, String... claims) {
        return ImmutableDeliveryRequest.builder()
                .from(request)
                .pruneConfirmed(Set.of(claims))
                .build();
    }

    private DeliveryResult remove(DeliveryRequest request) {
        told.clear();
        return delivery.remove(request, told::add);
    }

    private void deliver(DeliveryRequest request) {
        assertThat(delivery.deliver(request, line -> {})).isInstanceOf(Delivered.class);
    }

    private List<String> ran() {
        return told.stream()
                .filter(line -> line.startsWith("runs the "))
                .map(line -> line.replaceFirst("runs the (\\S+) hook \\S+ [^/]+/", "$1 "))
                .toList();
    }

    private boolean there(String group, String plural, String name) {
        JsonNode object = cluster.get(group, plural, name);
        return !object.isMissingNode() && !Json.at(object, "metadata").has("deletionTimestamp");
    }

    @Nested
    class AnApplicationWithHooksAndAClaim {

        private DeliveryRequest request;

        @BeforeEach
        void write() {
            request = request(
                    settings("settings", ""),
                    settings("second", ""),
                    CLAIM,
                    helm("before", "pre-delete", "shop:1"),
                    helm("after", "post-delete", "shop:1"),
                    job("argo", "\"argocd.argoproj.io/hook\": PreDelete", "shop:1"));
        }

        @Test
        void runsNoHookOfADeletionWhenItIsDeployed() {
            deliver(request);

            assertThat(there("batch/v1", "jobs", "before")).isFalse();
            assertThat(there("batch/v1", "jobs", "argo")).isFalse();
        }

        @Test
        void tellsBeforehandWhatGoesWhatStaysAndWhatRuns() {
            deliver(request);

            assertThat(delivery.removable(request))
                    .extracting(DeployedObject::name, DeployedObject::action)
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("before", Action.CREATED),
                            Tuple.tuple("argo", Action.CREATED),
                            Tuple.tuple("settings", Action.PRUNED),
                            Tuple.tuple("second", Action.PRUNED),
                            Tuple.tuple("data", Action.UNCHANGED),
                            Tuple.tuple("after", Action.CREATED));
            assertThat(there("v1", "configmaps", "settings")).isTrue();
        }

        @Test
        void goesWithItsSetAndItsLockAndLeavesTheClaimToAnybody() {
            deliver(request);

            DeliveryResult removed = remove(request);

            assertThat(removed).isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-delete argo", "pre-delete before", "post-delete after");
            assertThat(there("v1", "configmaps", "settings")).isFalse();
            assertThat(there("v1", "configmaps", "second")).isFalse();
            assertThat(there("v1", "configmaps", "gitops.shop.staging")).isFalse();
            assertThat(there("coordination.k8s.io/v1", "leases", "gitops-shop")).isFalse();
            assertThat(there("v1", "persistentvolumeclaims", "data")).isTrue();
            assertThat(Json.at(cluster.get("v1", "persistentvolumeclaims", "data"), "metadata", "labels")
                            .has("applyset.kubernetes.io/part-of"))
                    .isFalse();
            assertThat(((Delivered) removed).notices()).anyMatch(notice -> notice.contains("data is kept"));

            DeliveryResult again = remove(request);

            assertThat(((Delivered) again).changed()).isFalse();
            assertThat(ran()).isEmpty();
            deliver(cluster.request("other", CLAIM));
        }

        @Test
        void goesWithTheClaimThatWasNamed() {
            deliver(request);

            assertThat(remove(naming(request, "PersistentVolumeClaim/data"))).isInstanceOf(Delivered.class);

            assertThat(there("v1", "persistentvolumeclaims", "data")).isFalse();
        }

        @Test
        void isDeployedAnewAsAnInstall() {
            deliver(request);
            remove(request);

            deliver(request);

            assertThat(there("v1", "configmaps", "settings")).isTrue();
            assertThat(there("v1", "configmaps", "gitops.shop.staging")).isTrue();
        }
    }

    @Nested
    class ClaimsOfStatefulSets {

        private void claim(String name) {
            cluster.create("v1", "persistentvolumeclaims", """
                    {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "%s"},
                     "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}
                    """.formatted(name));
        }

        @Test
        void goWhereTheyAreNamedAndAClaimOfSomebodyElseIsRefused() {
            deliver(request(SETS));
            claim("disk-db-0");
            claim("disk-db-1");
            claim("treasure");

            assertThat(remove(naming(request(SETS), "PersistentVolumeClaim/treasure")))
                    .isInstanceOf(DeliveryResult.Refused.class);
            assertThat(there("apps/v1", "statefulsets", "db")).isTrue();

            assertThat(remove(naming(request(SETS), "PersistentVolumeClaim/disk-db-0")))
                    .isInstanceOf(Delivered.class);
            assertThat(there("v1", "persistentvolumeclaims", "disk-db-0")).isFalse();
            assertThat(there("v1", "persistentvolumeclaims", "disk-db-1")).isTrue();
            assertThat(there("v1", "persistentvolumeclaims", "treasure")).isTrue();
        }
    }

    @Nested
    class AFinalizerThatHolds {

        private DeliveryRequest request;

        @BeforeEach
        void write() {
            request = request(
                    settings("held", ", finalizers: [example.com/hold]"),
                    helm("before", "pre-delete", "shop:1"),
                    helm("after", "post-delete", "shop:1"));
        }

        @Test
        void isWaitedForAndNamedAndTheNextRunGoesOnBehindIt() {
            deliver(request);

            DeliveryResult stuck = remove(quick(request));

            assertThat(((Failed) stuck).failure().reason()).isEqualTo("Terminating");
            assertThat(((Failed) stuck).failure().message()).contains("held", "example.com/hold");
            assertThat(ran()).containsExactly("pre-delete before");
            assertThat(there("v1", "configmaps", "gitops.shop.staging")).isTrue();

            cluster.merge("v1", "configmaps", "held", "{\"metadata\":{\"finalizers\":null}}", "operator");
            assertThat(remove(request)).isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("post-delete after");
            assertThat(there("v1", "configmaps", "gitops.shop.staging")).isFalse();
        }

        @Test
        void isWaitedForUntilItLetsGo() throws InterruptedException {
            deliver(request);
            Thread operator = new Thread(() -> {
                while (!Json.at(cluster.get("v1", "configmaps", "held"), "metadata")
                        .has("deletionTimestamp")) {
                    LockSupport.parkNanos(200_000_000);
                }
                cluster.merge("v1", "configmaps", "held", "{\"metadata\":{\"finalizers\":null}}", "operator");
            });
            operator.start();

            assertThat(remove(request)).isInstanceOf(Delivered.class);

            operator.join();
            assertThat(ran()).containsExactly("pre-delete before", "post-delete after");
        }
    }

    @Nested
    class AHookThatFails {

        @Test
        void leavesEverythingWhereItIsAndRunsAgain() {
            deliver(request(settings("settings", ""), helm("before", "pre-delete", "fail:1")));

            DeliveryResult failed = remove(request(settings("settings", ""), helm("before", "pre-delete", "fail:1")));

            assertThat(((Failed) failed).failure().message()).startsWith("pre-delete hook: ");
            assertThat(there("v1", "configmaps", "settings")).isTrue();

            assertThat(remove(request(settings("settings", ""), helm("before", "pre-delete", "shop:1"))))
                    .isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("pre-delete before");
        }

        @Test
        void afterwardsIsMadeUpFor() {
            deliver(request(settings("settings", "")));

            remove(request(settings("settings", ""), helm("after", "post-delete", "fail:1")));

            assertThat(there("v1", "configmaps", "settings")).isFalse();
            assertThat(there("v1", "configmaps", "gitops.shop.staging")).isTrue();
            assertThat(remove(request(settings("settings", ""), helm("after", "post-delete", "shop:1"))))
                    .isInstanceOf(Delivered.class);
            assertThat(ran()).containsExactly("post-delete after");
        }
    }

    @Nested
    class Namespaces {

        private String namespace(String name) {
            return "apiVersion: v1\nkind: Namespace\nmetadata: { name: " + name + " }\n";
        }

        private boolean isGoing(String name) {
            Answer answer = cluster.raw.call(Call.get("/api/v1/namespaces/" + name));
            return answer.notFound() || Json.at(answer.body(), "metadata").has("deletionTimestamp");
        }

        @Test
        void goWhereADeploymentMadeThem() {
            String made = cluster.namespace + "-made";
            DeliveryRequest request =
                    request(namespace(made), settings("settings", ", namespace: " + made), settings("home", ""));
            deliver(request);
            deliver(request(
                    namespace(made), settings("settings", ", namespace: " + made), settings("home", ""), CLAIM));

            assertThat(remove(request)).isInstanceOf(Delivered.class);

            assertThat(isGoing(made)).isTrue();
            assertThat(isGoing(cluster.namespace)).isFalse();
        }

        @Test
        void stayWhereTheyWereThereBefore() {
            DeliveryRequest request = request(namespace(cluster.namespace), settings("settings", ""));
            deliver(request);

            assertThat(remove(request)).isInstanceOf(Delivered.class);

            assertThat(isGoing(cluster.namespace)).isFalse();
        }

        @Test
        void stayWhereSomebodyElseOrDataIsInThem() {
            String made = cluster.namespace + "-shared";
            DeliveryRequest request = request(namespace(made), settings("settings", ", namespace: " + made));
            deliver(request);
            deliver(cluster.request("other", settings("others", ", namespace: " + made)));

            assertThat(remove(request)).isInstanceOf(Delivered.class);

            assertThat(isGoing(made)).isFalse();
            cluster.raw.call(Call.delete("/api/v1/namespaces/" + made, "{}"));
        }
    }
}
