package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Definitions of kinds that change together with objects of those kinds. */
class DefinitionsIT extends OnRealCluster {

    private final String group = "x" + UUID.randomUUID().toString().substring(0, 8) + ".example.com";

    @AfterEach
    void forget() {
        if (cluster != null) {
            cluster.raw.call(
                    Call.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group, "{}"));
        }
    }

    private String definition(String... versions) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: { name: widgets.%1$s }
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: { kind: Widget, plural: widgets, singular: widget }
                  versions:
                """.formatted(group) + String.join("", versions);
    }

    private static String version(String name, boolean stored, String properties) {
        return """
                  - name: %s
                    served: true
                    storage: %s
                    schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { %s } } } } }
                """.formatted(name, stored, properties).indent(2);
    }

    private String widget(String version, String spec) {
        return """
                apiVersion: %s/%s
                kind: Widget
                metadata: { name: w }
                spec: { %s }
                """.formatted(group, version, spec);
    }

    private JsonNode spec(String version) {
        return cluster.get(group + "/" + version, "widgets", "w").path("spec");
    }

    @Test
    void anObjectMovesToAVersionWithNewFieldsTogetherWithItsDefinition() {
        String old = version("v1alpha1", true, "size: { type: integer }, colour: { type: string }");
        deliver(Texts.all(definition(old), widget("v1alpha1", "size: 1, colour: red")));

        String moved = Texts.all(
                definition(
                        old.replace("storage: true", "storage: false"),
                        version("v1", true, "size: { type: integer }, shape: { type: string, default: square }")),
                widget("v1", "shape: round"));
        DeliveryResult result = deliver(moved);

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(Json.text(spec("v1"))).isEqualTo("{\"shape\":\"round\"}");
        assertThat(((Delivered) deliver(moved)).changed()).isFalse();
        assertThat(delivery.drift(cluster.request("shop", moved))).isEmpty();
    }

    @Test
    void aFieldOfAnotherManagerIsAConflictInTheNewVersionToo() {
        String old = version("v1alpha1", true, "size: { type: integer }");
        deliver(Texts.all(definition(old), widget("v1alpha1", "size: 1")));
        cluster.merge(group + "/v1alpha1", "widgets", "w", "{\"spec\": {\"size\": 2}}", "kubectl-edit");

        DeliveryResult result = deliver(Texts.all(
                definition(
                        old.replace("storage: true", "storage: false"),
                        version("v1", true, "size: { type: integer }, shape: { type: string }")),
                widget("v1", "size: 1, shape: round")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("kubectl-edit"));
        assertThat(spec("v1").path("size").asInt()).isEqualTo(2);
    }

    @Test
    void anUnchangedObjectWhoseFieldItsDefinitionLosesIsNotVerified() {
        deliver(Texts.all(
                definition(version("v1", true, "size: { type: integer }, colour: { type: string }")),
                widget("v1", "size: 1, colour: red")));

        DeliveryResult result = deliver(Texts.all(
                definition(version("v1", true, "colour: { type: string }")), widget("v1", "size: 1, colour: red")));

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Invalid");
            assertThat(failed.failure().message()).contains("Widget", "spec.size", "not declared in schema");
        });
    }

    @Test
    void aServerThatFollowsADefinitionLateIsWaitedFor() throws IOException {
        deliver(Texts.all(definition(version("v1", true, "size: { type: integer }")), widget("v1", "size: 1")));
        FaultProxy late = new FaultProxy(cluster.raw);
        AtomicInteger left = new AtomicInteger(3);
        late.rule =
                (method, path) -> path.contains("/widgets/w?") && path.contains("dryRun") && left.getAndDecrement() > 0
                        ? FaultProxy.Fault.status(500, "InternalError", ".spec.shape: field not declared in schema")
                        : null;

        try (Delivery through = new ApplyDelivery(Cluster.of(new ClusterAccess(
                "late", null, null, late.url(), null, false, Map.of("GITOPS_CLUSTER_TOKEN", "any"))))) {
            DeliveryResult result = through.deliver(
                    cluster.request(
                            "shop",
                            Texts.all(
                                    definition(version("v1", true, "size: { type: integer }, shape: { type: string }")),
                                    widget("v1", "size: 1, shape: round"))),
                    Progress.SILENT);

            assertThat(result).isInstanceOf(Delivered.class);
            assertThat(left).hasNonPositiveValue();
        } finally {
            late.close();
        }
    }

    @Test
    void anUnchangedObjectIsNotWrittenWhenItsDefinitionGains() {
        deliver(Texts.all(definition(version("v1", true, "size: { type: integer }")), widget("v1", "size: 1")));

        DeliveryResult result = deliver(Texts.all(
                definition(version("v1", true, "size: { type: integer }, colour: { type: string }")),
                widget("v1", "size: 1")));

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(result.objects())
                .filteredOn(object -> object.kind().equals("Widget"))
                .extracting("action")
                .containsExactly(Action.UNCHANGED);
    }
}
