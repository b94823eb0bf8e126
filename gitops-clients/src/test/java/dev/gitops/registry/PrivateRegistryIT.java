package dev.gitops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.Credentials;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry that asks for a login, which is given in code: {@code testing/registry/start} prints the variables. */
class PrivateRegistryIT {

    @TempDir
    Path home;

    private String url = "";
    private String user = "";
    private String password = "";
    private String digest = "";
    private ImageRef image = ImageRef.parse("registry.example.com/none:1");

    @BeforeEach
    void push() throws Exception {
        url = System.getenv().getOrDefault("PRIVATE_REGISTRY_URL", "");
        assumeTrue(!url.isEmpty(), "PRIVATE_REGISTRY_URL is not set: start testing/registry");
        user = System.getenv("PRIVATE_REGISTRY_USER");
        password = System.getenv("PRIVATE_REGISTRY_PASSWORD");
        String repository = "gitops/" + UUID.randomUUID();
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        digest = new ImagePush(URI.create(url), repository, "Basic " + login)
                .push("1.0", "application/vnd.oci.image.manifest.v1+json");
        image = ImageRef.parse(URI.create(url).getAuthority() + "/" + repository + ":1.0");
    }

    private Registries registries(Credentials... credentials) {
        return Registries.open(Settings.builder()
                .cacheFolder(home)
                .actor("tester")
                .addCredentials(credentials)
                .build());
    }

    @Test
    void pinsForWhoIsGivenItsLogin() {
        Registries registries = registries(Credentials.of(url).login(user, password));

        assertThat(registries.pin(image)).isEqualTo(image.withDigest(digest));
        assertThat(registries.exists(image.withTag("2.0"))).isFalse();
    }

    @Test
    void isAClearErrorWithoutOne() {
        assertThatThrownBy(() -> registries().digest(image))
                .hasMessageContaining(image.repository())
                .hasMessageContaining("401");
    }

    @Test
    void getsNoLoginOfAnotherPort() {
        URI here = URI.create(url);
        String beside = "http://" + here.getHost() + ":" + (here.getPort() + 1);

        assertThatThrownBy(() ->
                        registries(Credentials.of(beside).login(user, password)).digest(image))
                .hasMessageContaining("401");
    }

    @Test
    void saysThatALoginIsWrongWithoutItsPassword() {
        assertThatThrownBy(() -> registries(Credentials.of(url).login(user, "hunter2-is-wrong"))
                        .digest(image))
                .hasMessageContaining(image.repository())
                .hasMessageNotContaining("hunter2");
    }
}
