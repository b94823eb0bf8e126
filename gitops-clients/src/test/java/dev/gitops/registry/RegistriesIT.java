package dev.gitops.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.ImageRef;
import dev.gitops.api.Settings;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real registry: {@code testing/registry/start} prints the variable. */
class RegistriesIT {

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
        String digest = new ImagePush(registry, repository, "").push("1.0", type);
        ImageRef image = ImageRef.parse(registry.getAuthority() + "/" + repository + ":1.0");
        Registries registries = Registries.open(Settings.of(Map.of(), "tester", "."));
        assertThat(registries.pin(image)).isEqualTo(image.withDigest(digest));
        assertThat(registries.exists(image.withDigest(digest))).isTrue();
        assertThat(registries.exists(image.withTag("2.0"))).isFalse();
        assertThatThrownBy(() -> registries.digest(image.withTag("2.0")))
                .hasMessageContaining("there is no such image");
    }
}
