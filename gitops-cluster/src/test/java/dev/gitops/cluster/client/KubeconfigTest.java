package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ClusterAccess;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key of kubectl's kubeconfig is honoured, or refused by its name. */
class KubeconfigTest {

    @TempDir
    Path folder;

    private Path file(String cluster, String user) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{ name: c, context: { cluster: k, user: u } }]
                clusters: [{ name: k, cluster: { server: "https://k.example.com:6443"%s } }]
                users: [{ name: u, user: { %s } }]
                """.formatted(cluster.isEmpty() ? "" : ", " + cluster, user));
        return file;
    }

    private Connection of(String cluster, String user) throws IOException {
        return of(cluster, user, Map.of());
    }

    private Connection of(String cluster, String user, Map<String, String> environment) throws IOException {
        return Connection.of(new ClusterAccess("k", file(cluster, user), null, null, null, false, environment));
    }

    @Nested
    class TheWay {

        @Test
        void goesThroughTheProxyOfTheKubeconfigAndElseOfTheEnvironment() throws IOException {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "http://everybody.example.com:3128");

            assertThat(of("", "token: t", environment).route().proxy())
                    .hasToString("http://everybody.example.com:3128");
            assertThat(of("proxy-url: 'http://own.example.com:3128'", "token: t", environment)
                            .route()
                            .proxy())
                    .hasToString("http://own.example.com:3128");
        }

        @Test
        void isBridgedWhereTheProxyWantsALoginOrSpeaksSocks() throws IOException {
            assertThat(of("proxy-url: 'http://u:p@own.example.com:3128'", "token: t")
                            .route()
                            .bridged())
                    .isTrue();
            assertThat(of("proxy-url: 'socks5://own.example.com'", "token: t")
                            .route()
                            .bridged())
                    .isTrue();
        }

        @Test
        void endsAtTheAddressUnderTheNameOfTheCertificate() throws IOException {
            Connection connection = of("tls-server-name: inner.example.com", "token: t");

            assertThat(connection.config().getMasterUrl()).isEqualTo("https://inner.example.com:6443/");
            assertThat(connection.route().host()).isEqualTo("k.example.com");
            assertThat(connection.route().bridged()).isTrue();
        }

        @Test
        void isRefusedWhereTheProxyIsNone() {
            assertThatThrownBy(() -> of("proxy-url: 'ftp://u:secret@own.example.com'", "token: t"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("clusters.k.proxy-url")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void cannotTrustAnAuthorityAndNone() {
            assertThatThrownBy(() ->
                            of("insecure-skip-tls-verify: true, certificate-authority-data: bm9uZQ==", "token: t"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("clusters.k.insecure-skip-tls-verify");
        }
    }

    @Nested
    class TheUser {

        @Test
        void isSomebodyElseWithGroupsUidAndMore() throws IOException {
            Config config = of(
                            "", "token: t, as: bob, as-uid: '7', as-groups: [g, h], as-user-extra: { scopes: [a, b] }")
                    .config();

            assertThat(config.getImpersonateUsername()).isEqualTo("bob");
            assertThat(config.getImpersonateGroups()).containsExactly("g", "h");
            assertThat(config.getImpersonateExtras()).containsEntry("scopes", List.of("a", "b"));
            assertThat(config.getCustomHeaders()).containsEntry("Impersonate-Uid", "7");
        }

        @Test
        void hasOneWayToSayWhoItIsAndEveryContradictionIsToldAtOnce() {
            assertThatThrownBy(
                            () -> of("", "token: t, username: u, password: p, as-groups: [g], client-key-data: eA=="))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("users.u.username")
                    .hasMessageContaining("users.u.as-groups")
                    .hasMessageContaining("users.u.client-certificate-data");
        }

        @Test
        void withAPluginThatNeedsAPersonIsRefused() {
            assertThatThrownBy(
                            () -> of(
                                    "",
                                    "exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: x, interactiveMode: Always }"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("users.u.exec.apiVersion")
                    .hasMessageContaining("users.u.exec.interactiveMode");
        }
    }

    @Nested
    class APlugin {

        private String plugin(String script) throws IOException {
            Path plugin = folder.resolve("plugin");
            Files.writeString(plugin, "#!/bin/sh\necho run >> " + folder.resolve("runs") + "\n" + script + "\n");
            assertThat(plugin.toFile().setExecutable(true)).isTrue();
            return "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, provideClusterInfo: true, interactiveMode: Never, installHint: get it }";
        }

        @Test
        void isToldAllOfTheCluster() throws IOException {
            Files.writeString(folder.resolve("ca.crt"), "authority");
            String exec = plugin("echo \"$KUBERNETES_EXEC_INFO\" > " + folder.resolve("info")
                    + "\necho '{\"status\": {\"token\": \"t\"}}'");

            Connection connection = of(
                    "certificate-authority: ca.crt, tls-server-name: inner, proxy-url: 'http://p:1', extensions: [{ name: client.authentication.k8s.io/exec, extension: { audience: here } }]",
                    exec);

            assertThat(connection.config().getOauthTokenProvider().getToken()).isEqualTo("t");
            assertThat(Json.read(Files.readString(folder.resolve("info"))).at("/spec/cluster"))
                    .isEqualTo(
                            Json.read(
                                    "{\"server\":\"https://k.example.com:6443\",\"tls-server-name\":\"inner\",\"proxy-url\":\"http://p:1\",\"certificate-authority-data\":\"YXV0aG9yaXR5Cg==\",\"config\":{\"audience\":\"here\"}}"));
        }

        @Test
        void thatFailsIsRunOnceHoweverManyRequestsWaitForIt() throws IOException {
            Path file = file("", plugin("exit 1"));
            try (Cluster cluster = Cluster.of(new ClusterAccess("k", file, null, null, null, false, System.getenv()))) {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> cluster.call(Call.get("/version")))
                            .isInstanceOf(InvalidInputException.class)
                            .hasMessageContaining("credential plugin")
                            .hasMessageContaining("get it");
                }
            }
            assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
        }
    }

    @Nested
    class AsOneText {

        @Test
        void hasTheChosenContextAloneWithAbsolutePaths() throws IOException {
            Path file = file("certificate-authority: ca.crt", "tokenFile: t");

            Map<String, Object> merged =
                    Kubeconfig.merged(new ClusterAccess("k", file, "c", null, null, false, Map.of()));

            assertThat(merged).containsEntry("current-context", "c");
            assertThat(merged.toString())
                    .contains(
                            folder.resolve("ca.crt").toString(),
                            folder.resolve("t").toString());
        }
    }

    /** Why kubeconfigs are not read by fabric8: what it leaves out would be another user, or another server. Where one of these fails it has learned it, and ADR 60 is due. */
    @Nested
    class OfFabric8 {

        @Test
        void leavesImpersonationOut() throws IOException {
            Config config = Config.fromKubeconfig(
                    null, file("", "token: t, as: bob, as-groups: [g]").toFile());

            assertThat(config.getImpersonateUsername()).isNull();
            assertThat(config.getImpersonateGroups()).isEmpty();
        }

        @Test
        void tellsAPluginNothing() throws IOException {
            Path plugin = folder.resolve("plugin");
            Files.writeString(
                    plugin,
                    "#!/bin/sh\necho \"[$KUBERNETES_EXEC_INFO]\" > " + folder.resolve("info")
                            + "\necho '{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {\"token\": \"t\"}}'\n");
            assertThat(plugin.toFile().setExecutable(true)).isTrue();

            Config.fromKubeconfig(
                    null,
                    file(
                                    "",
                                    "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, provideClusterInfo: true }")
                            .toFile());

            assertThat(folder.resolve("info")).hasContent("[]");
        }
    }
}
