package dev.gitops.registry;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Pushes images without layers to a real registry. */
final class ImagePush {

    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI registry;
    private final String repository;
    private final String authorization;

    ImagePush(URI registry, String repository, String authorization) {
        this.registry = registry;
        this.repository = repository;
        this.authorization = authorization;
    }

    /** Gives the digest. */
    String push(String tag, String type) throws IOException, InterruptedException, GeneralSecurityException {
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
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String digest(String text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256:" + HexFormat.of().formatHex(hash);
    }
}
