package dev.gitops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.ImageRef;
import dev.gitops.api.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real registry: {@code testing/registry/start} prints the variable. */
class RegistriesIT {

    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String repository = "gitops/" + UUID.randomUUID();
    private URI registry = URI.create("http://localhost");

    @BeforeEach
    void find() {
        String url = System.getenv("REGISTRY_URL");
        assumeTrue(url != null && !url.isEmpty(), "REGISTRY_URL is not set: start testing/registry");
        registry = URI.create(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v2+json",
                "application/vnd.oci.image.index.v1+json",
                "application/vnd.docker.distribution.manifest.list.v2+json"
            })
    void pinsWhatWasPushedWhateverItsKind(String type) throws Exception {
        String digest = push("1.0", type);
        ImageRef image = ImageRef.parse(registry.getAuthority() + "/" + repository + ":1.0");
        Registries registries = Registries.open(Settings.of(Map.of(), "tester", "."));
        assertThat(registries.pin(image)).isEqualTo(image.withDigest(digest));
        assertThat(registries.exists(image.withDigest(digest))).isTrue();
        assertThat(registries.exists(image.withTag("2.0"))).isFalse();
        assertThatThrownBy(() -> registries.digest(image.withTag("2.0")))
                .hasMessageContaining("there is no such image");
    }

    private String push(String tag, String type) throws IOException, InterruptedException, GeneralSecurityException {
        String manifest;
        if (type.contains("index") || type.contains("list")) {
            manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[]}";
        } else {
            String config = digest(CONFIG);
            HttpResponse<String> upload =
                    send(HttpRequest.newBuilder(registry.resolve("/v2/" + repository + "/blobs/uploads/"))
                            .POST(BodyPublishers.noBody()));
            URI place = registry.resolve(upload.headers().firstValue("Location").orElseThrow());
            String query = (place.getRawQuery() == null ? "?" : "&") + "digest=" + config;
            assertThat(send(HttpRequest.newBuilder(URI.create(place + query))
                                    .header("Content-Type", "application/octet-stream")
                                    .PUT(BodyPublishers.ofString(CONFIG)))
                            .statusCode())
                    .isEqualTo(201);
            String kind = type.contains("oci")
                    ? "application/vnd.oci.image.config.v1+json"
                    : "application/vnd.docker.container.image.v1+json";
            manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":{\"mediaType\":\"" + kind
                    + "\",\"size\":" + CONFIG.length() + ",\"digest\":\"" + config + "\"},\"layers\":[]}";
        }
        HttpResponse<String> put =
                send(HttpRequest.newBuilder(registry.resolve("/v2/" + repository + "/manifests/" + tag))
                        .header("Content-Type", type)
                        .PUT(BodyPublishers.ofString(manifest)));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        return digest(manifest);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String digest(String text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + HexFormat.of().formatHex(hash);
    }
}
