package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The control plane that KUBECONFIG names (testing/cluster/start), with a namespace of its own for every test. */
final class RealCluster implements AutoCloseable {

    final Cluster raw;
    final String namespace;

    private RealCluster(String namespace) {
        this.namespace = namespace;
        this.raw = Cluster.of(access(Map.of()));
    }

    /** A namespace that is there. */
    static RealCluster in(String namespace) {
        return new RealCluster(namespace);
    }

    private RealCluster made() {
        create("v1", "namespaces", """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
                """.formatted(namespace));
        return this;
    }

    static RealCluster start() {
        assumeThere();
        return new RealCluster("t-" + UUID.randomUUID().toString().substring(0, 8)).made();
    }

    /** Skips the test where there is none. */
    static void assumeThere() {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
    }

    static ClusterAccess access(Map<String, String> more) {
        return new ClusterAccess("test", Path.of(System.getenv("KUBECONFIG")), null, null, null, false, more);
    }

    static Delivery apply() {
        Duration little = Duration.ofSeconds(2);
        return new ApplyDelivery(Cluster.of(access(Map.of())), new Patience(little, little, little));
    }

    DeliveryRequest request(String app, String yaml) {
        return request(app, yaml, null);
    }

    DeliveryRequest request(String app, String yaml, Map<String, Object> options) {
        return DeliveryRequest.builder()
                .target(new Target(app, EnvironmentName.STAGING, namespace, List.of()))
                .commit("0123456789012345678901234567890123456789")
                .manifests(ManifestReader.rendered(yaml))
                .config(new ProviderConfig("apply", options, "apps.yaml:1:1"))
                .source(new DeliveryRequest.Source(
                        "https://git.example.com/" + namespace + ".git", "main", "apps/" + app))
                .timeout(Duration.ofSeconds(90))
                .pruneConfirmed(Set.of())
                .actor("alice")
                .build();
    }

    JsonNode get(String group, String plural, String name) {
        Answer answer = raw.call(Call.get(path(group, plural) + "/" + name));
        return answer.ok() ? answer.body() : Json.object().path("missing");
    }

    String version(String group, String plural, String name) {
        return Json.at(get(group, plural, name), "metadata", "resourceVersion").asText();
    }

    void create(String group, String plural, String json) {
        Answer answer =
                raw.call(Call.post(plural.equals("namespaces") ? "/api/v1/namespaces" : path(group, plural), json));
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
    }

    void merge(String group, String plural, String name, String patch, String manager) {
        Answer answer =
                raw.call(Call.merge(path(group, plural) + "/" + name, patch).with("fieldManager", manager));
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
    }

    Answer delete(String group, String plural, String name) {
        return raw.call(Call.delete(path(group, plural) + "/" + name, "{}"));
    }

    String path(String group, String plural) {
        return (group.contains("/") ? "/apis/" : "/api/") + group + "/namespaces/" + namespace + "/" + plural;
    }

    @Override
    public void close() {
        raw.call(Call.delete("/api/v1/namespaces/" + namespace, "{}"));
        raw.close();
    }
}
