package dev.gitops.helm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.spi.ClusterAccess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeConfigTest {

    private static final String FILE = """
            clusters: [{ name: c, cluster: { server: "https://%1$s", certificate-authority: ca.crt } }]
            users: [{ name: u-%1$s, user: { token: t } }]
            contexts: [{ name: %1$s, context: { cluster: c, user: u-%1$s } }]
            current-context: %1$s
            """;

    @TempDir
    Path folder;

    @Test
    void mergesFilesAndChoosesTheContext() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), FILE.formatted("one"));
        Path two = Files.writeString(folder.resolve("two"), FILE.formatted("two"));
        Map<String, String> environment = Map.of("KUBECONFIG", one + File.pathSeparator + two);

        JsonNode config = read(new ClusterAccess("staging", null, "two", null, null, false, environment));

        assertThat(config.path("current-context").asText()).isEqualTo("two");
        assertThat(config.path("contexts")).hasSize(2);
        assertThat(config.path("clusters")).as("the first of a name wins").hasSize(1);
        assertThat(config.at("/clusters/0/cluster/certificate-authority").asText())
                .isEqualTo(folder.resolve("ca.crt").toString());
    }

    @Test
    void namesAContextThatIsNotThere() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), FILE.formatted("one"));

        assertThatThrownBy(() -> read(new ClusterAccess("staging", one, "other", null, null, false, Map.of())))
                .hasMessageContaining("has no such context")
                .hasMessageContaining("clusters.staging");
    }

    @Test
    void makesOneForAServerWithAToken() throws Exception {
        JsonNode config = read(new ClusterAccess(
                "staging", null, null, "https://api.example.com", null, false, Map.of("GITOPS_CLUSTER_TOKEN", "t")));

        assertThat(config.at("/clusters/0/cluster/server").asText()).isEqualTo("https://api.example.com");
        assertThat(config.at("/users/0/user/token").asText()).isEqualTo("t");
        assertThatThrownBy(() -> read(
                        new ClusterAccess("staging", null, null, "https://api.example.com", null, false, Map.of())))
                .hasMessageContaining("GITOPS_CLUSTER_TOKEN");
    }

    private static JsonNode read(ClusterAccess access) throws Exception {
        return new ObjectMapper().readTree(KubeConfig.of(access).get());
    }
}
