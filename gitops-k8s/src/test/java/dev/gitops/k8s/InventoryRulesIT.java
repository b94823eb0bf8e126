package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.KindName;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the inventory says of health and of fields that others look after, on a real cluster. */
class InventoryRulesIT extends OnRealCluster {

    private DeliveryRequest aside(String yaml) {
        return ImmutableDeliveryRequest.builder()
                .from(cluster.request("shop", yaml))
                .addSetAside(
                        new FieldsSetAside(KindName.of("apps/Deployment"), null, List.of("spec.replicas")),
                        new FieldsSetAside(KindName.of("ConfigMap"), "settings", List.of("data.*")))
                .build();
    }

    private DeliveryResult deliver(DeliveryRequest request) {
        return delivery.deliver(request, Progress.SILENT);
    }

    @Test
    void aFieldThatIsSetAsideStaysAsOthersLeaveIt() {
        String settings = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { mode: a }\n";
        String first = Texts.deployment("web", "shop:1", 1) + settings;
        assertThat(deliver(aside(first))).isInstanceOf(DeliveryResult.Delivered.class);
        cluster.merge("apps/v1", "deployments", "web", "{\"spec\":{\"replicas\":2}}", "somebody");
        cluster.merge("v1", "configmaps", "settings", "{\"data\":{\"mode\":\"b\"}}", "somebody");

        assertThat(delivery.drift(aside(first))).isEmpty();
        assertThat(delivery.drift(cluster.request("shop", first))).hasSize(2);
        String second = Texts.deployment("web", "shop:2", 1) + settings;
        assertThat(deliver(aside(second))).isInstanceOf(DeliveryResult.Delivered.class);

        assertThat(Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "replicas")
                        .asInt())
                .isEqualTo(2);
        assertThat(Json.at(cluster.get("v1", "configmaps", "settings"), "data", "mode")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void anOwnRuleDecidesWhetherADeploymentIsVerified() {
        String yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: state }\ndata: { phase: \"%s\" }\n";
        HealthRule rule =
                new HealthRule(KindName.of("ConfigMap"), "self.data.phase == 'done'", "self.data.phase == 'bad'");
        ImmutableDeliveryRequest.Builder builder = ImmutableDeliveryRequest.builder()
                .from(cluster.request("shop", yaml.formatted("bad")))
                .timeout(Duration.ofSeconds(20))
                .addHealthRules(rule);

        assertThat(deliver(builder.build())).isInstanceOfSatisfying(DeliveryResult.Failed.class, failed -> {
            assertThat(failed.failure().object()).contains("ConfigMap");
            assertThat(failed.failure().message()).contains("self.data.phase == 'bad'");
        });
        DeliveryRequest done = builder.manifests(
                        cluster.request("shop", yaml.formatted("done")).manifests())
                .build();
        assertThat(deliver(done)).isInstanceOf(DeliveryResult.Delivered.class);
    }
}
