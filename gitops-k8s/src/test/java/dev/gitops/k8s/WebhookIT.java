package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.ObjectDifference;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster whose webhook changes what is written: it injects a sidecar, sets defaults, sends images through a mirror, and at each write stamps the object anew. None of that is Git's, and none of it
 * is anybody's drift. The manifests have what cannot be compared without asking the server (a quantity in other words, a protocol that is defaulted, a Secret's text).
 */
class WebhookIT extends OnRealCluster {

    private static final String YAML = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              replicas: 1
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec:
                  containers:
                    - name: main
                      image: registry.example.com/shop:1
                      ports: [ { containerPort: 80 } ]
                      resources: { requests: { cpu: 1000m } }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: a }
            data: { a: b }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: gone }
            data: { a: b }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: s }
            stringData: { user: somebody }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: b, annotations: {} }
            data: { a: b }
            """;

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private RealWebhook webhook;

    @BeforeEach
    void register() throws Exception {
        webhook = new RealWebhook(cluster, folder, this::mutate);
    }

    @AfterEach
    void remove() {
        if (webhook != null) {
            webhook.close();
        }
    }

    private void mutate(JsonNode object, ArrayNode patch) {
        if (!Json.at(object, "metadata").has("annotations")) {
            RealWebhook.add(patch, "/metadata/annotations", Json.object());
        }
        String now = Instant.now() + " " + clock.incrementAndGet();
        RealWebhook.add(patch, "/metadata/annotations/example.com~1stamped", Json.value("\"" + now + "\""));
        if (!object.path("kind").asText().equals("Deployment")) {
            return;
        }
        JsonNode pod = Json.at(object, "spec", "template", "spec");
        String image = pod.path("containers").path(0).path("image").asText();
        RealWebhook.add(
                patch,
                "/spec/template/spec/containers/0/image",
                Json.value("\"" + image.replaceFirst("^registry", "mirror") + "\""));
        RealWebhook.add(patch, "/spec/template/spec/priority", Json.value("0"));
        if (pod.path("containers").size() == 1) {
            RealWebhook.add(
                    patch,
                    "/spec/template/spec/containers/-",
                    Json.object().put("name", "sidecar").put("image", "registry.example.com/proxy:1"));
        }
    }

    private static boolean changed(DeliveryResult result) {
        assertThat(result).isInstanceOf(Delivered.class);
        return ((Delivered) result).changed();
    }

    private String web() {
        return Json.text(
                Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "template", "spec", "containers"));
    }

    private List<String> stamps() {
        return Stream.of("configmaps a", "configmaps b", "secrets s")
                .map(each -> Json.at(
                                cluster.get("v1", each.split(" ")[0], each.split(" ")[1]), "metadata", "annotations")
                        .toString())
                .toList();
    }

    @Test
    void aDeploymentThatChangesNothingIsUnchangedAndNothingDrifts() {
        assertThat(changed(deliver(YAML))).isTrue();
        assertThat(web()).contains("mirror.example.com/shop:1", "proxy:1");
        List<String> before = stamps();

        assertThat(changed(deliver(YAML))).isFalse();

        assertThat(delivery.drift(cluster.request("shop", YAML))).isEmpty();
        assertThat(delivery.diff(cluster.request("shop", YAML))).isEmpty();
        assertThat(stamps()).isEqualTo(before);
    }

    @Test
    void whatGitChangesIsChangedAndWhatTheWebhookAddedStays() {
        deliver(YAML);

        String next = YAML.replace("shop:1", "shop:2")
                .replace("somebody", "nobody")
                .replaceFirst("(?s)apiVersion: v1\nkind: ConfigMap\nmetadata: \\{ name: gone }\n.*?---\n", "");
        assertThat(delivery.diff(cluster.request("shop", next)))
                .extracting(ObjectDifference::name)
                .containsExactlyInAnyOrder("web", "s", "gone");
        assertThat(changed(deliver(next))).isTrue();

        assertThat(web()).contains("mirror.example.com/shop:2", "proxy:1").doesNotContain("shop:1");
        assertThat(Json.at(cluster.get("v1", "secrets", "s"), "data", "user").asText())
                .isEqualTo("bm9ib2R5");
        assertThat(cluster.get("v1", "configmaps", "gone").isMissingNode()).isTrue();
        assertThat(changed(deliver(next))).isFalse();
        assertThat(delivery.drift(cluster.request("shop", next))).isEmpty();
    }

    @Test
    void whatSomebodyElseChangesIsDriftAllTheSame() {
        deliver(YAML);
        cluster.merge("v1", "configmaps", "a", "{\"data\": {\"a\": \"other\"}}", "kubectl-edit");

        assertThat(delivery.drift(cluster.request("shop", YAML)))
                .singleElement()
                .satisfies(drift -> {
                    assertThat(drift.name()).isEqualTo("a");
                    assertThat(drift.fields())
                            .anySatisfy(field -> assertThat(field.path()).isEqualTo("data.a"));
                });
    }
}
