package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What drift is, and what is none. */
class DriftIT extends OnRealCluster {

    private static final String AUTOSCALER = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: web }
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
              minReplicas: 3
              maxReplicas: 5
              metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
            """;

    private int replicas() {
        return Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "replicas")
                .asInt();
    }

    @Test
    void replicasThatAnAutoscalerSetsAreNoneAndStayAsTheyAre() throws InterruptedException {
        String yaml = Texts.all(Texts.deployment("web", "shop:1", 1), AUTOSCALER);
        delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);
        for (int i = 0; i < 300 && replicas() != 3; i++) {
            Thread.sleep(100);
        }
        assertThat(replicas()).isEqualTo(3);

        assertThat(delivery.drift(cluster.request("shop", yaml))).isEmpty();
        var next = delivery.deliver(cluster.request("shop", yaml.replace("shop:1", "shop:2")), Progress.SILENT);

        assertThat(next).isInstanceOf(Delivered.class);
        assertThat(replicas()).isEqualTo(3);
        assertThat(((Delivered) delivery.deliver(
                                cluster.request("shop", yaml.replace("shop:1", "shop:2")), Progress.SILENT))
                        .changed())
                .isFalse();
    }

    @Test
    void aHandEditAMissingObjectAndAForeignOneAreToldApartAndHealed() {
        String yaml = Texts.all(
                Texts.deployment("web", "shop:1", 1), Texts.config("a"), Texts.config("b"), Texts.config("c"));
        delivery.deliver(cluster.request("shop", Texts.all(yaml, Texts.config("left"))), Progress.SILENT);
        cluster.merge("apps/v1", "deployments", "web", "{\"spec\": {\"replicas\": 4}}", "kubectl-edit");
        cluster.delete("v1", "configmaps", "a");

        List<ObjectDifference> drift = delivery.drift(cluster.request("shop", yaml));

        assertThat(drift)
                .extracting(ObjectDifference::kind, ObjectDifference::name, ObjectDifference::change)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Deployment", "web", Change.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("ConfigMap", "a", Change.MISSING),
                        org.assertj.core.groups.Tuple.tuple("ConfigMap", "left", Change.EXTRA));
        assertThat(drift.get(0).fields()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("spec.replicas");
            assertThat(field.manager()).isEqualTo("kubectl-edit");
        });
        delivery.deliver(cluster.request("shop", yaml, java.util.Map.of("force", true)), Progress.SILENT);
        assertThat(delivery.drift(cluster.request("shop", yaml))).isEmpty();
        assertThat(replicas()).isEqualTo(1);
    }

    @Test
    void aSidecarThatAnotherManagerInjectsIsNone() {
        String yaml = Texts.deployment("web", "shop:1", 1);
        delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);
        cluster.raw.call(dev.gitops.cluster.client.Call.apply(cluster.path("apps/v1", "deployments") + "/web", """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
                 "spec": {"template": {"metadata": {"annotations": {"injected": "yes"}}, "spec": {"containers": [{"name": "sidecar", "image": "proxy:1"}]}}}}
                """)
                .with("fieldManager", "injector")
                .with("force", "true"));

        assertThat(Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "template", "spec", "containers"))
                .hasSize(2);
        assertThat(delivery.drift(cluster.request("shop", yaml))).isEmpty();
    }

    @Test
    void healthTellsHowEachObjectIs() {
        String yaml = Texts.all(Texts.deployment("web", "shop:1", 1), Texts.config("a"));
        assertThat(delivery.health(cluster.request("shop", yaml)))
                .extracting(object -> object.health().word())
                .containsExactly("missing", "missing");
        delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);

        assertThat(delivery.health(cluster.request("shop", yaml)))
                .extracting(object -> object.health().word())
                .containsExactly("healthy", "healthy");
    }

    @Test
    void theAddressIsWhatTheLoadBalancerReports() {
        String service = """
                apiVersion: v1
                kind: Service
                metadata: { name: web }
                spec: { type: ClusterIP, ports: [{ port: 8080 }], selector: { app: web } }
                """;
        delivery.deliver(cluster.request("shop", service), Progress.SILENT);
        assertThat(delivery.address(cluster.request("shop", service), "web")).isEmpty();
        cluster.merge("v1", "services", "web", "{\"spec\": {\"type\": \"LoadBalancer\"}}", "test");
        cluster.raw.call(dev.gitops.cluster.client.Call.merge(
                cluster.path("v1", "services") + "/web/status",
                "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"192.0.2.7\"}]}}}"));

        assertThat(delivery.address(cluster.request("shop", service), "web"))
                .contains(java.net.URI.create("http://192.0.2.7:8080"));
    }

    @Test
    void theAddressIsThatOfTheIngressThatLeadsToTheService() {
        String shop = """
                apiVersion: v1
                kind: Service
                metadata: { name: web }
                spec: { ports: [{ port: 8080 }], selector: { app: web } }
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: { name: front }
                spec: { defaultBackend: { service: { name: web, port: { number: 8080 } } } }
                """;
        delivery.deliver(cluster.request("shop", shop), Progress.SILENT);
        assertThat(delivery.address(cluster.request("shop", shop), "web")).isEmpty();
        cluster.raw.call(dev.gitops.cluster.client.Call.merge(
                cluster.path("networking.k8s.io/v1", "ingresses") + "/front/status",
                "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"hostname\": \"lb.example.com\"}]}}}"));

        assertThat(delivery.address(cluster.request("shop", shop), "web"))
                .contains(java.net.URI.create("http://lb.example.com"));
    }

    @Test
    void aQuotaThatRefusesOneObjectHidesNoOther() throws Exception {
        String both = Texts.all(Texts.config("one"), Texts.config("two"));
        deliver(both);
        cluster.delete("v1", "configmaps", "one");
        cluster.merge("v1", "configmaps", "two", "{\"data\": {\"a\": \"hand\"}}", "kubectl-patch");
        cluster.create(
                "v1",
                "resourcequotas",
                "{\"metadata\": {\"name\": \"q\"}, \"spec\": {\"hard\": {\"configmaps\": \"1\"}}}");
        while (Json.at(cluster.get("v1", "resourcequotas", "q"), "status", "used", "configmaps")
                .isMissingNode()) {
            Thread.sleep(50);
        }

        assertThat(delivery.drift(cluster.request("shop", both)))
                .extracting("name")
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aJobThatHasCompletedAndCleanedUpBehindItselfIsNoDriftAndNotRunAgain() throws Exception {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: once }
                spec: { ttlSecondsAfterFinished: 0, template: { spec: { restartPolicy: Never, containers: [ { name: main, image: "r/once:1" } ] } } }
                """;
        String all = Texts.all(Texts.config("a"), job);
        assertThat(deliver(all)).isInstanceOf(Delivered.class);
        for (int i = 0; i < 200 && !cluster.get("batch/v1", "jobs", "once").isMissingNode(); i++) {
            Thread.sleep(50);
        }

        assertThat(delivery.drift(cluster.request("shop", all))).isEmpty();
        assertThat(deliver(all))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isFalse());
        assertThat(deliver(all.replace("once:1", "once:2")))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isTrue());
    }
}
