package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token of a real ServiceAccount that is revoked while a deployment waits: the Secret that it is bound to is deleted, so that the server refuses it within seconds (it remembers a good one for
 * ten), and another is there in its place, in a file or from a credential plugin.
 */
class RotatingTokenIT {

    private static final String FIRST = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: old }\ndata: { a: b }\n";
    private static final String YAML = Texts.all(
            Texts.config("a"),
            Texts.config("b"),
            Texts.config("c"),
            "apiVersion: v1\nkind: Service\nmetadata: { name: lb }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n");

    @TempDir
    private Path folder;

    private RealCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = RealCluster.start();
        cluster.create("v1", "serviceaccounts", """
                {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "deployer"}}
                """);
        cluster.create("rbac.authorization.k8s.io/v1", "rolebindings", """
                {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "deployer"},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
                 "subjects": [{"kind": "ServiceAccount", "name": "deployer", "namespace": "%s"}]}
                """.formatted(cluster.namespace));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** A token that is good as long as a Secret of that name is there. */
    private String token(String secret) {
        cluster.create(
                "v1",
                "secrets",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"" + secret + "\"}}");
        Answer token = cluster.raw.call(
                Call.post(cluster.path("v1", "serviceaccounts") + "/deployer/token", """
                {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
                 "spec": {"boundObjectRef": {"apiVersion": "v1", "kind": "Secret", "name": "%s"}, "expirationSeconds": 600}}
                """.formatted(secret)));
        assertThat(token.code()).as(token.message()).isEqualTo(201);
        return Json.at(token.body(), "status", "token").asText();
    }

    private void write(String name, String content) throws IOException {
        Path next = Files.writeString(folder.resolve(name + ".next"), content);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Delivery delivery(String user) throws IOException {
        Path pki = Path.of(System.getenv("KUBECONFIG")).resolveSibling("../pki").normalize();
        String server =
                Files.readString(Path.of(System.getenv("KUBECONFIG"))).replaceAll("(?s).*server: \"([^\"]+)\".*", "$1");
        Path kubeconfig =
                Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{ name: c, context: { cluster: c, user: u } }]
                clusters: [{ name: c, cluster: { server: "%s", certificate-authority: "%s" } }]
                users: [{ name: u, user: { %s } }]
                """.formatted(server, pki.resolve("ca.crt"), user));
        return new ApplyDelivery(
                Cluster.of(new ClusterAccess("rotating", kubeconfig, null, null, null, false, Map.of())));
    }

    private interface Rotation {
        void to(String token) throws IOException;
    }

    /** Delivers something that waits, revokes the first token meanwhile, and lets the wait end when nobody takes that token any more. */
    private void survives(Delivery delivery, Rotation rotation) throws Exception {
        try (delivery) {
            assertThat(delivery.deliver(
                            cluster.request(
                                    "shop", Texts.all(FIRST, Texts.config("a"), Texts.config("b"), Texts.config("c"))),
                            Progress.SILENT))
                    .isInstanceOf(Delivered.class);
            CompletableFuture<DeliveryResult> waiting = CompletableFuture.supplyAsync(
                    () -> delivery.deliver(cluster.request("shop", YAML), Progress.SILENT));
            while (!waiting.isDone() && cluster.get("v1", "services", "lb").isMissingNode()) {
                Thread.sleep(50);
            }
            rotation.to(token("second"));
            cluster.delete("v1", "secrets", "first");
            Thread.sleep(18_000);
            assertThat(waiting).isNotDone();
            String address = "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"192.0.2.1\"}]}}}";
            cluster.raw.call(Call.merge(cluster.path("v1", "services") + "/lb/status", address));

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isInstanceOf(Delivered.class);
            assertThat(cluster.get("v1", "configmaps", "old").isMissingNode())
                    .as("what is pruned last is pruned with the new token")
                    .isTrue();
        }
    }

    @Test
    void aTokenFileThatIsExchangedIsReadAgain() throws Exception {
        write("token", token("first"));

        survives(delivery("tokenFile: token"), next -> write("token", next));
    }

    @Test
    void aPluginIsAskedAgainOnceItsTokenIsRefused() throws Exception {
        plugin(token("first"), "");

        survives(
                delivery(
                        "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never }"),
                next -> plugin(next, ""));

        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }

    @Test
    void aPluginIsAskedAgainBeforeItsTokenExpires() throws Exception {
        plugin(
                token("first"),
                Instant.now().plusSeconds(25).truncatedTo(ChronoUnit.SECONDS).toString());

        survives(
                delivery(
                        "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never }"),
                next -> plugin(
                        next,
                        Instant.now()
                                .plusSeconds(600)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));

        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }

    /** A plugin that gives a token and writes down that it was asked. */
    private void plugin(String token, String expires) throws IOException {
        String expiry = expires.isEmpty() ? "" : ", \"expirationTimestamp\": \"" + expires + "\"";
        write("credential", """
                {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"%s}}
                """.formatted(token, expiry));
        Path plugin = folder.resolve("plugin");
        if (Files.notExists(plugin)) {
            Files.writeString(plugin, "#!/bin/sh\ncd \"$(dirname \"$0\")\"\necho asked >>runs\ncat credential\n");
            assertThat(plugin.toFile().setExecutable(true)).isTrue();
        }
    }
}
