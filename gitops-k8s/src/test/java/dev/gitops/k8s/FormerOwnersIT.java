package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objects that real Helm (3 and 4), real Argo CD and real kubectl have deployed, and that a delivery by apply adopts: what Git removes goes, in the adoption itself or later, and the plan says so
 * before.
 */
class FormerOwnersIT extends OnRealCluster {

    private static final String WEB = """
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
                      image: registry.example.com/x:1
                      env: [ { name: A, value: a }, { name: GONE, value: x } ]
                      ports: [ { containerPort: 80 } ]
                    - { name: side, image: "registry.example.com/s:1" }
            """;
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: o }
            data: { keep: k, gone: x }
            """;
    private static final String WHOLE = Texts.all(WEB, CONFIG);
    private static final String LESS = WHOLE.replace(", { name: GONE, value: x }", "")
            .replace("        - { name: side, image: \"registry.example.com/s:1\" }\n", "")
            .replace(", gone: x", "");

    private static final Map<String, Object> FORCE = Map.of("force", true);

    @TempDir
    private Path folder;

    static Stream<Path> helms() {
        String helm = System.getenv("HELM");
        assumeTrue(helm != null, "skipped: HELM names no Helm; testing/argocd/start --build makes it");
        return Stream.of(Path.of(helm), Path.of(helm).resolveSibling("helm"))
                .filter(Files::isExecutable)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("helms")
    void helmsReleaseIsAdoptedAndWhatGitRemovesLaterGoes(Path helm) throws Exception {
        install(helm);
        adoptedThenLess();
    }

    @ParameterizedTest
    @MethodSource("helms")
    void helmsReleaseIsAdoptedWithoutWhatGitNeverHad(Path helm) throws Exception {
        install(helm);
        adoptedWithLess();
    }

    @ParameterizedTest
    @MethodSource("helms")
    void helmsReleaseThatWasUpgradedIsAdopted(Path helm) throws Exception {
        install(helm);
        chart(WHOLE.replace("x:1", "x:0"));
        run(helm.toString(), "upgrade", "shop", "chart", "-n", cluster.namespace);
        adoptedThenLess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "apply --server-side", "create", "create --save-config"})
    void whatKubectlDeployedIsAdopted(String how) throws Exception {
        Files.writeString(folder.resolve("all.yaml"), WHOLE);
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(how.split(" ")));
        command.addAll(List.of("-n", cluster.namespace, "-f", "all.yaml"));
        run(command.toArray(String[]::new));
        adoptedThenLess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServerSideApply=true", "ServerSideApply=false"})
    void whatArgoCdSyncedIsAdoptedAndWhatGitRemovesLaterGoes(String option) throws Exception {
        synced(option);
        adoptedThenLess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServerSideApply=true", "ServerSideApply=false"})
    void whatArgoCdSyncedIsAdoptedWithoutWhatGitNeverHad(String option) throws Exception {
        synced(option);
        adoptedWithLess();
    }

    private void adoptedThenLess() {
        DeliveryResult first = delivery.deliver(cluster.request("shop", WHOLE, FORCE), Progress.SILENT);
        assertThat(first)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices())
                                .anySatisfy(notice -> assertThat(notice)
                                        .contains("Deployment " + cluster.namespace + "/web", "taken over from")));
        assertThat(live()).contains("GONE", "side", "gone");
        assertThat(delivery.drift(cluster.request("shop", WHOLE))).isEmpty();

        planned();
        DeliveryResult second = deliver(LESS);

        assertThat(second)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices()).isEmpty());
        gone();
    }

    private void adoptedWithLess() {
        planned();
        DeliveryResult adopted = delivery.deliver(cluster.request("shop", LESS, FORCE), Progress.SILENT);

        assertThat(adopted)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices())
                                .anySatisfy(notice -> assertThat(notice)
                                        .contains("taken over from", "goes what Git does not state", "data.gone"))
                                .anySatisfy(notice -> assertThat(notice)
                                        .contains("taken over from", "containers[name=side]", "env[name=GONE]")));
        gone();
    }

    /** The plan says beforehand what will go. */
    private void planned() {
        assertThat(delivery.diff(cluster.request("shop", LESS, FORCE)))
                .flatExtracting(ObjectDifference::fields)
                .extracting(ObjectDifference.Field::path)
                .contains(
                        "data.gone",
                        "spec.template.spec.containers[name=side]",
                        "spec.template.spec.containers[name=main].env[name=GONE]");
    }

    private void gone() {
        assertThat(live()).doesNotContain("GONE", "side", "gone").contains("keep");
        assertThat(delivery.drift(cluster.request("shop", LESS))).isEmpty();
        assertThat(deliver(LESS))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isFalse());
    }

    private String live() {
        return Json.text(
                        Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "template", "spec", "containers"))
                + Json.text(cluster.get("v1", "configmaps", "o").path("data"));
    }

    private void install(Path helm) throws Exception {
        chart(WHOLE);
        run(helm.toString(), "install", "shop", "chart", "-n", cluster.namespace);
    }

    private void chart(String templates) throws IOException {
        Path chart = Files.createDirectories(folder.resolve("chart/templates"));
        Files.writeString(chart.resolveSibling("Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("all.yaml"), templates);
    }

    private void run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Has Argo CD sync the objects from a repository, then takes its Application away and leaves what it deployed, as a team does that moves. */
    private void synced(String option) throws Exception {
        assumeTrue(
                System.getenv("ARGOCD_NAMESPACE") != null && System.getenv("FORGE_URL") != null,
                "skipped: no Argo CD; run testing/cluster/start, testing/forge/start and testing/argocd/start");
        RealForge forge = new RealForge();
        forge.write("main", "apps/shop/all.yaml", WHOLE);
        String applications =
                "/apis/argoproj.io/v1alpha1/namespaces/" + System.getenv("ARGOCD_NAMESPACE") + "/applications";
        String path = applications + "/" + cluster.namespace;
        Answer made = cluster.raw.call(Call.post(applications, """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "%1$s"},
                 "spec": {"project": "default", "source": {"repoURL": "%2$s", "targetRevision": "main", "path": "apps/shop"},
                  "destination": {"server": "https://kubernetes.default.svc", "namespace": "%1$s"},
                  "syncPolicy": {"automated": {}, "syncOptions": ["%3$s"]}}}
                """.formatted(cluster.namespace, forge.url(), option)));
        assertThat(made.code()).as(made.message()).isBetween(200, 299);
        try {
            JsonNode status = Json.object();
            for (int i = 0;
                    i < 600 && !Json.at(status, "sync", "status").asText().equals("Synced");
                    i++) {
                Thread.sleep(100);
                status = cluster.raw.call(Call.get(path)).body().path("status");
            }
            assertThat(live()).as(Json.text(status)).contains("GONE");
        } finally {
            cluster.raw.call(Call.delete(path, "{}"));
        }
    }
}
