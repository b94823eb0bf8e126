package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Delivery by server-side apply to a real API server. */
class ApplyIT extends OnRealCluster {

    private static final String SHOP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { level: info }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: web }
            spec:
              selector: { app: web }
              ports: [{ port: 80, targetPort: 8080 }]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web, creationTimestamp: null }
            spec:
              replicas: 2
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers:
                    - name: web
                      image: registry.example.com/shop:1.0
                      args: []
                      ports: [{ containerPort: 8080 }]
                      resources: { requests: { cpu: 100m, memory: 64Mi } }
            """;

    private Delivered delivered(String yaml) {
        DeliveryResult result = deliver(yaml);
        assertThat(result).isInstanceOf(Delivered.class);
        return (Delivered) result;
    }

    private static Map<String, Action> actions(DeliveryResult result) {
        Map<String, Action> actions = new java.util.TreeMap<>();
        result.objects().forEach(object -> actions.put(object.kind() + "/" + object.name(), object.action()));
        return actions;
    }

    @Nested
    class ANewApplication {

        @Test
        void isCreatedAndWaitedForUntilItIsHealthy() {
            Delivered first = delivered(SHOP);

            assertThat(first.changed()).isTrue();
            assertThat(actions(first))
                    .containsEntry("ConfigMap/settings", Action.CREATED)
                    .containsEntry("Service/web", Action.CREATED)
                    .containsEntry("Deployment/web", Action.CREATED);
            assertThat(first.objects()).extracting(DeployedObject::health).containsOnly(Health.HEALTHY);
            JsonNode deployment = cluster.get("apps/v1", "deployments", "web");
            assertThat(Json.at(deployment, "status", "availableReplicas").asInt())
                    .isEqualTo(2);
        }

        @Test
        void isRememberedAsAnApplySet() {
            delivered(SHOP);

            JsonNode parent = cluster.get("v1", "configmaps", "gitops.shop.staging");
            String id = Json.at(parent, "metadata", "labels", "applyset.kubernetes.io/id")
                    .asText();
            assertThat(id).startsWith("applyset-").endsWith("-v1");
            assertThat(Json.at(parent, "metadata", "annotations", "applyset.kubernetes.io/contains-group-kinds")
                            .asText())
                    .isEqualTo("ConfigMap,Deployment.apps,Service");
            assertThat(Json.at(
                                    cluster.get("v1", "services", "web"),
                                    "metadata",
                                    "labels",
                                    "applyset.kubernetes.io/part-of")
                            .asText())
                    .isEqualTo(id);
        }

        @Test
        void showsInADiffAsMissing() {
            List<ObjectDifference> diff = delivery.diff(cluster.request("shop", SHOP));

            assertThat(diff).hasSize(3).extracting(ObjectDifference::change).containsOnly(Change.MISSING);
            assertThat(cluster.get("v1", "configmaps", "settings").isMissingNode())
                    .isTrue();
        }
    }

    @Nested
    class AnApplicationThatIsThere {

        @BeforeEach
        void deploy() {
            delivered(SHOP);
        }

        @Test
        void isNotWrittenAgain() {
            List<String> before = versions();

            Delivered again = delivered(SHOP);

            assertThat(again.changed()).isFalse();
            assertThat(actions(again).values()).containsOnly(Action.UNCHANGED);
            assertThat(versions()).isEqualTo(before);
            assertThat(delivery.diff(cluster.request("shop", SHOP))).isEmpty();
        }

        private List<String> versions() {
            return List.of(
                    cluster.version("v1", "configmaps", "settings"),
                    cluster.version("v1", "configmaps", "gitops.shop.staging"),
                    cluster.version("v1", "services", "web"),
                    cluster.version("apps/v1", "deployments", "web"),
                    cluster.version("coordination.k8s.io/v1", "leases", "gitops-shop"));
        }

        @Test
        void isChangedWhereGitChanged() {
            String service = cluster.version("v1", "services", "web");
            String changed = SHOP.replace("shop:1.0", "shop:1.1");

            List<ObjectDifference> diff = delivery.diff(cluster.request("shop", changed));
            Delivered result = delivered(changed);

            assertThat(diff).singleElement().satisfies(difference -> {
                assertThat(difference.name()).isEqualTo("web");
                assertThat(difference.fields()).singleElement().satisfies(field -> {
                    assertThat(field.path()).isEqualTo("spec.template.spec.containers[name=web].image");
                    assertThat(field.left()).isEqualTo("\"registry.example.com/shop:1.1\"");
                    assertThat(field.right()).isEqualTo("\"registry.example.com/shop:1.0\"");
                });
            });
            assertThat(actions(result))
                    .containsEntry("Deployment/web", Action.CHANGED)
                    .containsEntry("Service/web", Action.UNCHANGED);
            assertThat(cluster.version("v1", "services", "web")).isEqualTo(service);
        }

        @Test
        void losesAFieldThatGitNoLongerHas() {
            delivered(SHOP.replace("{ level: info }", "{ level: info, colour: red }"));

            delivered(SHOP);

            assertThat(Json.at(cluster.get("v1", "configmaps", "settings"), "data")
                            .has("colour"))
                    .isFalse();
        }
    }

    @Nested
    class AFieldOfAnotherManager {

        @BeforeEach
        void take() {
            delivered(SHOP);
            cluster.merge("v1", "configmaps", "settings", "{\"data\": {\"level\": \"debug\"}}", "kubectl-edit");
        }

        @Test
        void isAConflictByFieldAndManagerAndNothingIsWritten() {
            DeliveryResult result = deliver(SHOP.replace("shop:1.0", "shop:1.1"));

            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure().reason()).isEqualTo("Conflict");
                assertThat(failed.failure().message())
                        .contains("ConfigMap " + cluster.namespace + "/settings: data.level is owned by kubectl-edit")
                        .contains("force: true");
            });
            assertThat(Json.text(cluster.get("apps/v1", "deployments", "web"))).contains("shop:1.0");
        }

        @Test
        void isTakenWhereTheInventorySaysSo() {
            DeliveryRequest request = cluster.request("shop", SHOP, Map.of("force", true));

            assertThat(delivery.deliver(request, Progress.SILENT)).isInstanceOf(Delivered.class);
            assertThat(Json.at(cluster.get("v1", "configmaps", "settings"), "data", "level")
                            .asText())
                    .isEqualTo("info");
        }

        @Test
        void isDriftWithWhoAndWhen() {
            List<ObjectDifference> drift = delivery.drift(cluster.request("shop", SHOP));

            assertThat(drift)
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.fields())
                            .singleElement()
                            .satisfies(field -> {
                                assertThat(field.path()).isEqualTo("data.level");
                                assertThat(field.left()).isEqualTo("\"info\"");
                                assertThat(field.right()).isEqualTo("\"debug\"");
                                assertThat(field.manager()).isEqualTo("kubectl-edit");
                                assertThat(field.time()).isNotNull();
                            }));
        }
    }

    @Nested
    class ManifestsTheServerRefuses {

        @Test
        void areReportedAllAtOnceAndNothingIsWritten() {
            String broken = SHOP.replace("targetPort: 8080", "targetPort: 99999")
                    .replace("image: registry.example.com/shop:1.0", "imagee: registry.example.com/shop:1.0");

            assertThatThrownBy(() -> deliver(broken)).isInstanceOfSatisfying(InvalidInputException.class, invalid -> {
                assertThat(invalid.problems()).hasSizeGreaterThanOrEqualTo(2);
                assertThat(invalid.getMessage()).contains("Service", "targetPort", "Deployment", "imagee");
            });
            assertThat(cluster.get("v1", "configmaps", "settings").isMissingNode())
                    .isTrue();
        }

        @Test
        void areReportedWhereTheNamespaceIsMissing() {
            String elsewhere =
                    SHOP.replace("metadata: { name: settings }", "metadata: { name: settings, namespace: not-there }");

            assertThatThrownBy(() -> deliver(elsewhere))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("create namespace not-there");
        }

        @Test
        void areReportedAtOnceWhereOneIsLargerThanAnyRequest() {
            String large = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: large }\ndata: { a: \""
                    + "x".repeat(3_200_000) + "\" }\n";

            assertThatThrownBy(() -> deliver(SHOP + "---\n" + large))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("ConfigMap " + cluster.namespace + "/large")
                    .hasMessageContaining("takes 3145728 at the most");
        }

        @Test
        void areReportedWhereTheyWereReadFromAServer() {
            delivered(SHOP);
            String read = SHOP.replace("{ name: settings }", "{ name: settings, resourceVersion: \"1\" }");

            assertThatThrownBy(() -> deliver(read.replace("level: info", "level: debug")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("leave metadata.resourceVersion out of Git");
        }

        @Test
        void areReportedWhereWhatGitRemovesStillHasThePort() {
            String service = """
                    apiVersion: v1
                    kind: Service
                    metadata: { name: one }
                    spec: { type: NodePort, ports: [{ port: 80 }] }
                    """;
            delivered(service);
            String port = Json.at(cluster.get("v1", "services", "one"), "spec", "ports")
                    .path(0)
                    .path("nodePort")
                    .asText();

            assertThatThrownBy(() -> deliver(service.replace("name: one", "name: two")
                            .replace("port: 80", "port: 80, nodePort: " + port)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("remove that by a deployment of its own before");
        }

        @Test
        void areReportedWhereTheServerOfTheirKindIsAway() {
            String name = "v1." + cluster.namespace + ".example.com";
            String services = "/apis/apiregistration.k8s.io/v1/apiservices";
            cluster.raw.call(Call.post(services, """
                    {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "metadata": {"name": "%1$s"},
                     "spec": {"group": "%2$s.example.com", "version": "v1", "groupPriorityMinimum": 100, "versionPriority": 10,
                              "insecureSkipTLSVerify": true, "service": {"name": "none", "namespace": "default"}}}
                    """.formatted(name, cluster.namespace)));
            String thing = "{apiVersion: " + cluster.namespace + ".example.com/v1, kind: Thing, metadata: {name: a}}\n";

            try {
                assertThatThrownBy(() -> deliver(thing)).hasMessageContaining("the server behind APIService " + name);
                assertThat(deliver(SHOP)).isInstanceOf(Delivered.class);
            } finally {
                cluster.raw.call(Call.delete(services + "/" + name, "{}"));
            }
        }

        @Test
        void areReportedWhereTheNamespaceIsGoing() {
            delivered(SHOP);
            cluster.merge("v1", "configmaps", "settings", "{\"metadata\": {\"finalizers\": [\"example.com/x\"]}}", "x");
            cluster.raw.call(Call.delete("/api/v1/namespaces/" + cluster.namespace, "{}"));

            assertThatThrownBy(() -> deliver(SHOP.replace("shop:1.0", "shop:1.1") + "---\n" + Texts.config("more")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is being terminated")
                    .hasMessageContaining("wait until it is gone");
            cluster.merge("v1", "configmaps", "settings", "{\"metadata\": {\"finalizers\": null}}", "x");
        }

        @Test
        void areReportedWhereAKindIsUnknown() {
            assertThatThrownBy(() -> deliver("{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}}"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("the cluster knows no Gadget in example.com/v1");
        }
    }

    @Test
    void whatTheServerWarnsOfIsANotice() {
        String old = """
                apiVersion: v1
                kind: Endpoints
                metadata: { name: elsewhere }
                subsets: [{ addresses: [{ ip: 192.0.2.1 }], ports: [{ port: 80 }] }]
                """;

        Delivered delivered = delivered(old);

        assertThat(delivered.notices())
                .contains(
                        "Endpoints " + cluster.namespace
                                + "/elsewhere: the server warns: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    }

    @Nested
    class SomebodyWithoutRights {

        @Test
        void isToldWhichAreMissing() {
            Path kubeconfig = Path.of(System.getenv("KUBECONFIG")).resolveSibling("nobody.kubeconfig");
            ClusterAccess nobody = new ClusterAccess("test", kubeconfig, null, null, null, false, Map.of());
            try (Delivery denied = new dev.gitops.k8s.apply.ApplyDelivery(Cluster.of(nobody))) {
                assertThatThrownBy(() -> denied.deliver(cluster.request("shop", SHOP), Progress.SILENT))
                        .isInstanceOfSatisfying(AccessDeniedException.class, missing -> {
                            assertThat(missing.refusals()).hasSizeGreaterThanOrEqualTo(3);
                            assertThat(missing).hasMessageContaining("gitops init rbac");
                        });
            }
        }
    }

    @Nested
    class ADefinitionAndANamespace {

        @Test
        void comeWithWhatNeedsThemInOneDeployment() {
            String name = "x" + cluster.namespace.substring(2);
            String yaml = """
                    apiVersion: example.com/v1
                    kind: %1$s
                    metadata: { name: first, namespace: %2$s-two }
                    spec: { size: 3 }
                    ---
                    apiVersion: v1
                    kind: Namespace
                    metadata: { name: %2$s-two }
                    ---
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: { name: %3$ss.example.com }
                    spec:
                      group: example.com
                      scope: Namespaced
                      names: { kind: %1$s, plural: %3$ss, singular: %3$s }
                      versions:
                        - name: v1
                          served: true
                          storage: true
                          schema:
                            openAPIV3Schema:
                              type: object
                              properties: { spec: { type: object, properties: { size: { type: integer } } } }
                    """.formatted("X" + name.substring(1), cluster.namespace, name);

            Delivered result = delivered(yaml);
            Delivered again = delivered(yaml);

            assertThat(actions(result).values()).containsOnly(Action.CREATED);
            assertThat(again.changed()).isFalse();
            cluster.raw.call(dev.gitops.cluster.client.Call.delete(
                    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name + "s.example.com", "{}"));
            cluster.raw.call(
                    dev.gitops.cluster.client.Call.delete("/api/v1/namespaces/" + cluster.namespace + "-two", "{}"));
        }
    }
}
