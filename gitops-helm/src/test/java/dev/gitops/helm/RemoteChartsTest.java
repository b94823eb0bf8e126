package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.Credentials;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.Manifests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteChartsTest {

    @TempDir
    Path cache;

    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> logins = new ArrayList<>();
    private HttpServer server;
    private byte[] archive;
    private String needed = "";
    private List<Credentials> credentials = List.of();

    @BeforeEach
    void serve() throws Exception {
        archive = Files.readAllBytes(Path.of("src/test/resources/charts/shop/chart/charts/mysql-9.1.8.tgz"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            logins.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + path);
            boolean welcome = needed.isEmpty()
                    || needed.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = welcome ? served.get(path) : null;
            if (!welcome) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=charts");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void rendersAChartOfAnHttpRepositoryAndKeepsIt() {
        serveIndex();

        Manifests manifests = manifests("http://" + host() + "/stable", RemoteCharts.digest(archive));
        TestTree tree = TestTree.of("mysql-dev.yaml", "auth: { database: orders }\n");
        String yaml = manifests.render(tree, Fixtures.target("dev")).yaml();

        assertThat(yaml)
                .contains(
                        "kind: StatefulSet",
                        "value: \"orders\"",
                        "helm.sh/hook: post-install",
                        "backups.mysql.example.com");
        int requests = asked.size();
        assertThat(manifests("http://" + host() + "/stable", RemoteCharts.digest(archive))
                        .render(tree, Fixtures.target("dev"))
                        .yaml())
                .isEqualTo(yaml);
        assertThat(asked).hasSize(requests);
        assertThat(manifests.closure(tree, Fixtures.target("dev")).all()).containsExactly("mysql-dev.yaml");
    }

    @Test
    void refusesAnArchiveThatIsNotThePinnedOne() {
        serveIndex();

        assertThatThrownBy(() -> manifests("http://" + host() + "/stable", "sha256:" + "0".repeat(64))
                        .render(TestTree.of("mysql-dev.yaml", "{}\n"), Fixtures.target("dev")))
                .hasMessageContaining("the inventory pins sha256:000")
                .hasMessageContaining(RemoteCharts.digest(archive));
    }

    @Test
    void namesAVersionThatIsNotThere() {
        served.put("/stable/index.yaml", "entries: { mysql: [] }\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> manifests("http://" + host() + "/stable", RemoteCharts.digest(archive))
                        .render(TestTree.of("mysql-dev.yaml", "{}\n"), Fixtures.target("dev")))
                .hasMessageContaining("has no version 9.1.8 of mysql");
    }

    @Test
    void rendersAChartOfAnOciRegistry() {
        byte[] manifest =
                ("{\"schemaVersion\":2,\"layers\":[{\"mediaType\":\"application/vnd.cncf.helm.chart.content.v1.tar+gzip\",\"digest\":\""
                                + RemoteCharts.digest(archive) + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8);
        served.put("/v2/charts/mysql/manifests/" + RemoteCharts.digest(manifest), manifest);
        served.put("/v2/charts/mysql/blobs/" + RemoteCharts.digest(archive), archive);

        String yaml = manifests("oci://" + host() + "/charts", RemoteCharts.digest(manifest))
                .render(TestTree.of("mysql-dev.yaml", "{}\n"), Fixtures.target("dev"))
                .yaml();

        assertThat(yaml).contains("kind: StatefulSet");
    }

    @Nested
    class OfARepositoryWithALogin {

        @BeforeEach
        void asks() {
            serveIndex();
            needed = "Basic " + Base64.getEncoder().encodeToString("robot:opensesame".getBytes(StandardCharsets.UTF_8));
        }

        private String render() {
            return manifests("http://" + host() + "/stable", RemoteCharts.digest(archive))
                    .render(TestTree.of("mysql-dev.yaml", "{}\n"), Fixtures.target("dev"))
                    .yaml();
        }

        @Test
        void areRenderedForWhoIsGivenIt() {
            credentials = List.of(Credentials.of("http://" + host()).login("robot", "opensesame"));

            assertThat(render()).contains("kind: StatefulSet");
            assertThat(logins).hasSize(2).allMatch(login -> login.startsWith(needed));
        }

        @Test
        void areNotForWhoHasALoginOfAnotherOrigin() {
            credentials = List.of(Credentials.of("http://localhost:1").login("robot", "opensesame"));

            assertThatThrownBy(this::render).hasMessageContaining("answered with status 401");
            assertThat(logins).containsExactly("null /stable/index.yaml");
        }

        @Test
        void sendItNowhereElseThoughTheIndexNamesAnotherPlace() throws Exception {
            List<String> elsewhere = new ArrayList<>();
            HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            other.createContext("/", exchange -> {
                elsewhere.add(exchange.getRequestURI().getPath() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
                exchange.close();
            });
            other.start();
            try {
                credentials = List.of(Credentials.of("http://" + host()).login("robot", "opensesame"));
                served.put(
                        "/stable/index.yaml",
                        ("entries:\n  mysql:\n    - { version: 9.1.8, urls: [\"http://127.0.0.1:"
                                        + other.getAddress().getPort() + "/mysql-9.1.8.tgz\"] }\n")
                                .getBytes(StandardCharsets.UTF_8));

                assertThat(render()).contains("kind: StatefulSet");
                assertThat(elsewhere).containsExactly("/mysql-9.1.8.tgz null");
            } finally {
                other.stop(0);
            }
        }
    }

    private void serveIndex() {
        served.put(
                "/stable/index.yaml",
                "entries:\n  mysql:\n    - { version: 9.1.8, urls: [mysql-9.1.8.tgz] }\n"
                        .getBytes(StandardCharsets.UTF_8));
        served.put("/stable/mysql-9.1.8.tgz", archive);
    }

    private Manifests manifests(String repository, String digest) {
        Map<String, Object> options = Map.of(
                "chart",
                Map.of("repository", repository, "name", "mysql", "version", "9.1.8", "digest", digest),
                "values",
                "mysql-{environment}.yaml");
        Settings settings = Settings.builder()
                .cacheFolder(cache)
                .actor("alice")
                .environment(Map.of("HOME", cache.toString()))
                .credentials(credentials)
                .build();
        return new HelmManifests(
                HelmConfig.of(new ProviderConfig("helm", options, "apps.yaml:1:1")), new RemoteCharts(() -> settings));
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
