package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ClusterAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

    @TempDir
    Path folder;

    @Nested
    class InAPod {

        private ClusterAccess access(Map<String, String> environment) {
            return new ClusterAccess("here", null, null, null, null, true, environment);
        }

        @Test
        void theServiceAccountIsUsedAndItsTokenIsReadAnewAsItChanges() throws IOException {
            Files.writeString(folder.resolve("token"), "first\n");
            Connection connection = Connection.of(
                    access(Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "6443")), folder);

            assertThat(connection.config().getMasterUrl()).isEqualTo("https://10.96.0.1:6443/");
            assertThat(connection.config().getCaCertFile())
                    .isEqualTo(folder.resolve("ca.crt").toString());
            assertThat(connection.config().getOauthTokenProvider().getToken()).isEqualTo("first");
            Files.writeString(folder.resolve("token"), "second\n");
            assertThat(connection.config().getOauthTokenProvider().getToken()).isEqualTo("second");
        }

        @Test
        void anAddressOfVersionSixIsPutIntoBrackets() throws IOException {
            Files.writeString(folder.resolve("token"), "any");

            assertThat(Connection.of(access(Map.of("KUBERNETES_SERVICE_HOST", "fd00::1")), folder)
                            .config()
                            .getMasterUrl())
                    .isEqualTo("https://[fd00::1]:443/");
        }

        @Test
        void isToldFromAnywhereElse() {
            assertThatThrownBy(() -> Connection.of(access(Map.of()), folder))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no pod with a service account");
        }
    }

    @Nested
    class AKubeconfig {

        private Connection of(String user) throws IOException {
            Path file = folder.resolve("config");
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    contexts: [{ name: c, context: { cluster: c, user: u } }]
                    clusters: [{ name: c, cluster: { server: "https://k.example.com", proxy-url: "http://proxy.example.com:3128" } }]
                    users: [{ name: u, user: %s }]
                    """.formatted(user));
            return Connection.of(new ClusterAccess("k", file, null, null, null, false, Map.of()));
        }

        @Test
        void givesServerProxyAndToken() throws IOException {
            Connection connection = of("{ token: secret }");

            assertThat(connection.config().getMasterUrl()).isEqualTo("https://k.example.com/");
            assertThat(connection.route().proxy()).hasToString("http://proxy.example.com:3128");
            assertThat(connection.route().bridged()).isFalse();
            assertThat(connection.config().getOauthToken()).isEqualTo("secret");
        }

        @Test
        void withACertificateThatIsNoneIsInvalidAndKeepsTheKeyToItself() throws IOException {
            Connection connection = of("{ client-certificate-data: bm90aGluZw==, client-key-data: c2VjcmV0IGtleQ== }");

            assertThatThrownBy(() -> connection.client(
                            new ClusterAccess("k", null, null, null, null, false, Map.of()), false, null))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("clusters.k")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void withWhatKubernetesNoLongerKnowsSaysWhatToDo() {
            assertThatThrownBy(() -> of("{ auth-provider: { name: gcp } }"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("exec credential plugin");
        }
    }
}
