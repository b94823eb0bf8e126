package dev.gitops.cli.warmup;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Publisher;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Has deliveries go their whole way to a server of this process, by TLS with certificates as to a real one: something new, the same again, and something changed.
 * For the class-data archive alone.
 */
final class WarmupCluster {

    private WarmupCluster() {}

    /** Where that cannot be, the archive holds less. */
    static void warm(Path folder) {
        try {
            deliver(folder);
        } catch (IOException | GitOpsException withoutIt) {
            // the class-data archive is an aid; the commands go without what is missing of it
        }
    }

    /**
     * Delivers.
     *
     * @param folder where certificates may be kept meanwhile
     * @return how each of the deliveries ended
     */
    static List<DeliveryResult> deliver(Path folder) throws IOException {
        try (WarmupServer server = WarmupServer.start(folder)) {
            ClusterAccess access = new ClusterAccess("warmup", server.kubeconfig(), null, null, null, false, Map.of());
            return Stream.of("b", "b", "c").map(text -> deliver(access, text)).toList();
        }
    }

    private static DeliveryResult deliver(ClusterAccess access, String text) {
        DeliveryRequest request = request(text);
        try (Delivery delivery = provider().open(new DeliveryProvider.Context(access, new NoBranches()))) {
            DeliveryResult result = delivery.deliver(request, Progress.SILENT);
            delivery.diff(request);
            delivery.health(request);
            return result;
        }
    }

    private static DeliveryProvider provider() {
        return ServiceLoader.load(DeliveryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals("apply"))
                .findFirst()
                .orElseThrow();
    }

    private static DeliveryRequest request(String text) {
        String yaml = """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: %s}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: a}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:%s"}]}}
                """.formatted(text, text);
        return DeliveryRequest.builder()
                .target(new Target("warmup", EnvironmentName.DEV, "warmup", List.of()))
                .commit("0".repeat(40))
                .manifests(ManifestReader.rendered(yaml))
                .config(new ProviderConfig("apply", null, ""))
                .source(new DeliveryRequest.Source("", "main", ""))
                .timeout(Duration.ofSeconds(5))
                .actor("warmup")
                .build();
    }

    /** This delivery publishes nothing. */
    private static final class NoBranches implements Publisher {

        @Override
        public Optional<String> publish(String branch, String message, List<FileEdit> edits) {
            return Optional.empty();
        }

        @Override
        public Optional<SourceTree> tip(String branch) {
            return Optional.empty();
        }
    }
}
