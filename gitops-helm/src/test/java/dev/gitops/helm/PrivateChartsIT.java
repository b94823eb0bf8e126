package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.Credentials;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ProviderConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart that Helm itself pushed to a real registry with a login, which is given in code: {@code testing/registry/start} prints the variables. */
class PrivateChartsIT {

    private static final Pattern DIGEST = Pattern.compile("Digest: (sha256:[0-9a-f]{64})");

    @TempDir
    Path home;

    private final String folder = "charts-" + UUID.randomUUID();
    private String url = "";
    private String digest = "";

    @BeforeEach
    void push() throws Exception {
        url = System.getenv().getOrDefault("PRIVATE_REGISTRY_URL", "");
        String helm = System.getenv().getOrDefault("HELM", "");
        assumeTrue(!url.isEmpty(), "PRIVATE_REGISTRY_URL is not set: start testing/registry");
        assumeTrue(!helm.isEmpty(), "HELM is not set: testing/argocd/start --build builds one");
        Process push = new ProcessBuilder(
                        helm,
                        "push",
                        "src/test/resources/charts/shop/chart/charts/mysql-9.1.8.tgz",
                        "oci://" + URI.create(url).getAuthority() + "/" + folder,
                        "--plain-http",
                        "--username",
                        System.getenv("PRIVATE_REGISTRY_USER"),
                        "--password",
                        System.getenv("PRIVATE_REGISTRY_PASSWORD"))
                .redirectErrorStream(true)
                .start();
        String said = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(push.waitFor()).as(said).isZero();
        Matcher pushed = DIGEST.matcher(said);
        assertThat(pushed.find()).as(said).isTrue();
        digest = pushed.group(1);
    }

    private String render(Credentials... credentials) throws IOException {
        Settings settings = Settings.builder()
                .cacheFolder(home)
                .actor("alice")
                .environment(Map.of("HOME", home.toString()))
                .addCredentials(credentials)
                .build();
        Map<String, Object> options = Map.of(
                "chart",
                Map.of(
                        "repository",
                        "oci://" + URI.create(url).getAuthority() + "/" + folder,
                        "name",
                        "mysql",
                        "version",
                        "9.1.8",
                        "digest",
                        digest),
                "values",
                "mysql-{environment}.yaml");
        return new HelmManifests(
                        HelmConfig.of(new ProviderConfig("helm", options, "apps.yaml:1:1")),
                        new RemoteCharts(() -> settings))
                .render(TestTree.of("mysql-dev.yaml", "{}\n"), Fixtures.target("dev"))
                .yaml();
    }

    @Test
    void isRenderedForWhoIsGivenTheLogin() throws Exception {
        assertThat(render(Credentials.of(url)
                        .login(System.getenv("PRIVATE_REGISTRY_USER"), System.getenv("PRIVATE_REGISTRY_PASSWORD"))))
                .contains("kind: StatefulSet");
    }

    @Test
    void isNotForOthers() {
        assertThatThrownBy(this::render).hasMessageContaining("401");
        assertThatThrownBy(() -> render(Credentials.of("http://localhost:1").login("tester", "open-sesame")))
                .hasMessageContaining("401");
    }
}
