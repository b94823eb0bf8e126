package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Helm application from commit to rollback with the real command, on real Git and the API server that KUBECONFIG names. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelmClusterIT {

    private static final String IMAGE = "registry.example.com/payments/shop";

    @TempDir
    private Path folder;

    private final String app = "shop-" + UUID.randomUUID().toString().substring(0, 6);
    private CommandWorld world;

    @BeforeEach
    void needsACluster() {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "helm"})
    void goesFromCommitToRollback(String delivery) throws Exception {
        world = CommandWorld.of(folder, inventory(delivery), HelmWorld.files());

        outcome(0, "committed", "release", app, "--image", IMAGE + ":1.1.0", "--to", "dev", "--build", "1");
        JsonNode deployed = outcome(0, "verified", "deploy", app, "dev");
        assertThat(deployed.path("delivery").asText()).isEqualTo(delivery);
        assertThat(deployed.path("objects")).anySatisfy(object -> {
            assertThat(object.path("kind").asText()).isEqualTo("Deployment");
            assertThat(object.path("health").asText()).isEqualTo("healthy");
        });
        assertThat(json(0, "diff", app, "dev")).isEmpty();
        assertThat(json(0, "drift", app, "dev")).isEmpty();

        outcome(0, "requested", "promote", app, "--from", "dev", "--to", "production");
        world.merge("gitops/change/" + app + "/production");
        outcome(0, "verified", "deploy", app, "production");

        outcome(0, "committed", "release", app, "--image", IMAGE + ":1.2.0-missing", "--to", "dev", "--build", "2");
        JsonNode failed = outcome(5, "failed", "deploy", app, "dev");
        assertThat(failed.path("failure").path("reason").asText()).isNotEmpty();
        outcome(0, "upToDate", "promote", app, "--from", "dev", "--to", "production");

        outcome(0, "committed", "rollback", app, "--in", "dev", "--reason", "1.2.0 does not start");
        outcome(0, "verified", "deploy", app, "dev");
        assertThat(json(0, "diff", app, "dev")).isEmpty();
        assertThat(world.run("render", app, "dev").out()).contains(IMAGE + ":1.1.0");
        JsonNode history = json(0, "history", app, "--in", "dev");
        assertThat(history)
                .extracting(entry -> entry.path("operation").asText())
                .startsWith("rollback", "release", "release");
        assertThat(history.get(0).path("verified").asBoolean()).isTrue();
        assertThat(history.get(1).path("verified").asBoolean()).isFalse();
        JsonNode dev = json(0, "status", app).get(0);
        assertThat(dev.path("held").asBoolean()).isTrue();
        assertThat(dev.path("images").toString()).contains("1.1.0");
    }

    private JsonNode outcome(int code, String expected, String... arguments) {
        JsonNode said = json(code, arguments);
        assertThat(said.path("outcome").asText()).as(said.toString()).isEqualTo(expected);
        return said;
    }

    private JsonNode json(int code, String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.addAll(List.of("-o", "json"));
        Said said = world.run(words.toArray(String[]::new));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said.json();
    }

    private String inventory(String delivery) throws Exception {
        Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
        String context = YamlFile.of("kubeconfig", Files.readAllBytes(kubeconfig))
                .scalar(YamlPath.of("current-context"))
                .orElseThrow();
        return HelmWorld.inventory("""
                        dev: { cluster: %1$s, namespace: default, delivery: %2$s, timeout: 10s }
                        staging: { cluster: %1$s, namespace: default, delivery: %2$s }
                        production: { cluster: %1$s, namespace: kube-public, promotesFrom: [dev], protected: true, delivery: %2$s, timeout: 60s }
                        """.formatted(context, delivery)).replace("name: shop", "name: " + app);
    }
}
