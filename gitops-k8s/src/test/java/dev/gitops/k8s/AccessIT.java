package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Progress;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.ClusterUnreachableException;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.UnknownCallerException;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.JobEnd;
import dev.gitops.spi.ManifestObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to reach a cluster, and the least rights to deliver to it. */
class AccessIT {

    private RealCluster cluster;
    private Path pki;
    private String server;

    @BeforeEach
    void start() throws IOException {
        cluster = RealCluster.start();
        pki = Path.of(System.getenv("KUBECONFIG")).resolveSibling("../pki").normalize();
        server =
                Files.readString(Path.of(System.getenv("KUBECONFIG"))).replaceAll("(?s).*server: \"([^\"]+)\".*", "$1");
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private String token() throws IOException {
        Path tokens = pki.resolve("tokens.csv");
        assumeTrue(
                Files.isReadable(tokens), "skipped: the cluster is not one of testing/cluster, its tokens are unknown");
        return Files.readAllLines(tokens).get(0).split(",")[0];
    }

    private void reaches(ClusterAccess access) {
        try (Cluster reached = Cluster.of(access)) {
            assertThat(reached.call(Call.get("/api/v1/namespaces/" + cluster.namespace))
                            .code())
                    .isEqualTo(200);
        }
    }

    @Test
    void aServerWithItsAuthorityAndATokenIsReached() throws IOException {
        reaches(new ClusterAccess(
                "explicit", null, null, server, pki.resolve("ca.crt"), false, Map.of("GITOPS_CLUSTER_TOKEN", token())));
    }

    @Test
    void aWrongTokenIsToldAsSuchAndNotAsRightsThatAreMissing() {
        ClusterAccess wrong = new ClusterAccess(
                "explicit", null, null, server, pki.resolve("ca.crt"), false, Map.of("GITOPS_CLUSTER_TOKEN", "wrong"));
        try (Cluster denied = Cluster.of(wrong)) {
            assertThatThrownBy(() -> denied.call(Call.get("/api/v1/namespaces")))
                    .isInstanceOf(UnknownCallerException.class)
                    .hasMessageContaining("401")
                    .hasMessageContaining("the token may be expired")
                    .hasMessageNotContaining("Roles");
        }
    }

    @Test
    void aCredentialPluginIsAsked(@TempDir Path folder) throws IOException {
        Path plugin = folder.resolve("plugin");
        Files.writeString(
                plugin,
                "#!/bin/sh\necho '{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {\"token\": \"'$TOKEN'\"}}'\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        Path kubeconfig = folder.resolve("config");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{ name: c, context: { cluster: c, user: u } }]
                clusters: [{ name: c, cluster: { server: "%s", certificate-authority: "%s" } }]
                users:
                  - name: u
                    user:
                      exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, env: [{ name: TOKEN, value: "%s" }], interactiveMode: Never }
                """.formatted(server, pki.resolve("ca.crt"), token()));

        reaches(new ClusterAccess("plugin", null, "c", null, null, false, Map.of("KUBECONFIG", kubeconfig.toString())));
    }

    /** As k3s and others make them. */
    @Test
    void aClientCertificateOverAKeyOfACurveIsAccepted(@TempDir Path folder) throws Exception {
        assumeTrue(
                Files.isReadable(pki.resolve("ca.key")),
                "skipped: the cluster is not one of testing/cluster, its authority's key is unknown");
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key");
        openssl(folder, "req", "-new", "-key", "key", "-subj", "/O=system:masters/CN=curve", "-out", "request");
        String ca = pki.resolve("ca").toString();
        openssl(folder, "x509", "-req", "-in", "request", "-CA", ca + ".crt", "-CAkey", ca + ".key", "-out", "cert");
        Path kubeconfig = folder.resolve("config");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{ name: c, context: { cluster: c, user: u } }]
                clusters: [{ name: c, cluster: { server: "%s", certificate-authority: "%s.crt" } }]
                users: [{ name: u, user: { client-certificate: cert, client-key: key } }]
                """.formatted(server, ca));

        reaches(new ClusterAccess("curve", kubeconfig, null, null, null, false, Map.of()));
    }

    private static void openssl(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted(@TempDir Path folder) throws Exception {
        openssl(
                folder,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=other",
                "-keyout",
                "k",
                "-out",
                "c");
        ClusterAccess access = new ClusterAccess(
                "other", null, null, server, folder.resolve("c"), false, Map.of("GITOPS_CLUSTER_TOKEN", token()));
        try (Cluster untrusted = Cluster.of(access)) {
            assertThatThrownBy(() -> untrusted.call(Call.get("/version")))
                    .isInstanceOf(ClusterUnreachableException.class);
        }
    }

    @Test
    void aContextThatIsNotThereIsNamedWithThoseThatAre() {
        ClusterAccess access =
                new ClusterAccess("c", Path.of(System.getenv("KUBECONFIG")), "nowhere", null, null, false, Map.of());
        try (Cluster unknown = Cluster.of(access)) {
            assertThatThrownBy(() -> unknown.call(Call.get("/version")))
                    .hasMessageContaining("nowhere")
                    .hasMessageContaining("it has test");
        }
    }

    @Test
    void theRolesWeGenerateAreEnoughToDeliverToVerifyByAJobAndToPrune() {
        String yaml = Texts.all(
                """
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: smoke }
                spec:
                  schedule: "0 0 1 1 *"
                  suspend: true
                  jobTemplate:
                    spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/smoke:1" }] } } }
                """, Texts.deployment("web", "shop:1", 1), Texts.config("a"), Texts.config("b"), Texts.config("c"));
        List<ManifestObject> objects = ManifestReader.read(yaml);
        String roles = Rbac.roles(
                new ProviderConfig("apply", null, ""), "staging", cluster.namespace, objects, Set.of("smoke"));
        for (ManifestObject object : ManifestReader.read(roles)) {
            boolean core = object.apiVersion().equals("v1");
            ObjectNode json = Json.tree(object.content());
            String plural = object.kind().toLowerCase(Locale.ROOT) + "s";
            Answer answer = cluster.raw.call(
                    Call.apply(cluster.path(object.apiVersion(), plural) + "/" + object.name(), Json.text(json))
                            .with("fieldManager", core ? "admin" : "administrator"));
            assertThat(answer.code()).as(answer.message()).isBetween(200, 201);
        }
        Answer token = cluster.raw.call(Call.post(
                cluster.path("v1", "serviceaccounts") + "/gitops-staging/token",
                "{\"apiVersion\": \"authentication.k8s.io/v1\", \"kind\": \"TokenRequest\", \"spec\": {}}"));
        ClusterAccess access = new ClusterAccess(
                "least",
                null,
                null,
                server,
                pki.resolve("ca.crt"),
                false,
                Map.of(
                        "GITOPS_CLUSTER_TOKEN",
                        Json.at(token.body(), "status", "token").asText()));

        try (Delivery delivery = new ApplyDelivery(Cluster.of(access))) {
            assertThat(delivery.deliver(cluster.request("shop", yaml), Progress.SILENT))
                    .isInstanceOf(Delivered.class);
            JobEnd job =
                    delivery.runJob(cluster.request("shop", yaml), "smoke", Duration.ofSeconds(60), Progress.SILENT);
            assertThat(job.succeeded()).as(job.detail()).isTrue();
            String smaller = yaml.substring(0, yaml.lastIndexOf("---"));
            assertThat(delivery.deliver(cluster.request("shop", smaller), Progress.SILENT))
                    .isInstanceOf(Delivered.class);
            assertThat(cluster.get("v1", "configmaps", "c").isMissingNode()).isTrue();
            assertThat(delivery.drift(cluster.request("shop", smaller))).isEmpty();
        }
    }
}
