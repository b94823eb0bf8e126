package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A mutating webhook over TLS, registered at the real API server for one namespace. */
final class RealWebhook implements AutoCloseable {

    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

    final AtomicInteger asked = new AtomicInteger();
    private final RealCluster cluster;
    private final HttpsServer server;
    private final BiConsumer<JsonNode, ArrayNode> patch;

    /**
     * A webhook.
     *
     * @param patch gets the object that is about to be written and the JSON patch to fill
     */
    RealWebhook(RealCluster cluster, Path folder, BiConsumer<JsonNode, ArrayNode> patch) throws Exception {
        this.cluster = cluster;
        this.patch = patch;
        openssl(
                folder,
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=webhook",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem");
        openssl(
                folder,
                "pkcs12",
                "-export",
                "-in",
                "cert.pem",
                "-inkey",
                "key.pem",
                "-passout",
                "pass:test",
                "-out",
                "store");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store"))) {
            store.load(in, "test".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "test".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
        register(Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("cert.pem"))));
    }

    private static void openssl(Path folder, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("openssl"), java.util.stream.Stream.of(words))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void register(String authority) throws InterruptedException {
        Answer answer = cluster.raw.call(Call.post(CONFIGURATIONS, """
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration", "metadata": {"name": "%1$s"},
                 "webhooks": [{"name": "inject.example.com", "admissionReviewVersions": ["v1"], "sideEffects": "None", "failurePolicy": "Fail",
                  "reinvocationPolicy": "IfNeeded",
                  "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "%1$s"}},
                  "clientConfig": {"url": "https://127.0.0.1:%2$d/", "caBundle": "%3$s"},
                  "rules": [{"operations": ["CREATE", "UPDATE"], "apiGroups": ["", "apps"], "apiVersions": ["v1"], "resources": ["configmaps", "deployments", "secrets"]}]}]}
                """.formatted(
                        cluster.namespace, server.getAddress().getPort(), authority)));
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
        for (int i = 0; i < 300 && asked.get() == 0; i++) {
            // the server takes a moment to know of it
            cluster.raw.call(Call.post(
                            cluster.path("v1", "configmaps"),
                            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"trial\"}}")
                    .with("dryRun", "All"));
            Thread.sleep(100);
        }
        assertThat(asked.get()).as("the API server asks the webhook").isPositive();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        JsonNode review = Json.read(exchange.getRequestBody().readAllBytes());
        ArrayNode operations = Json.array();
        patch.accept(Json.at(review, "request", "object"), operations);
        ObjectNode answer =
                Json.object().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode response = answer.putObject("response");
        response.put("uid", Json.at(review, "request", "uid").asText()).put("allowed", true);
        if (!operations.isEmpty()) {
            response.put("patchType", "JSONPatch");
            response.put(
                    "patch",
                    Base64.getEncoder().encodeToString(Json.text(operations).getBytes(StandardCharsets.UTF_8)));
        }
        byte[] bytes = Json.text(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Adds an operation to a patch. */
    static void add(ArrayNode patch, String path, JsonNode value) {
        patch.addObject().put("op", "add").put("path", path).set("value", value);
    }

    @Override
    public void close() {
        cluster.raw.call(Call.delete(CONFIGURATIONS + "/" + cluster.namespace, "{}"));
        server.stop(0);
    }
}
