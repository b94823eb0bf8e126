package dev.gitops.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The story with real Helm releases on the API server that KUBECONFIG names. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnRepositoryIT extends OwnRepositoryStory {

    private final String app = "shop-" + UUID.randomUUID().toString().substring(0, 6);

    @BeforeEach
    void needsACluster() {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
    }

    @Override
    String app() {
        return app;
    }

    @Override
    String environments() {
        return """
                environments:
                  dev: { cluster: %1$s, namespace: default, delivery: helm }
                  production: { cluster: %1$s, namespace: kube-public, promotesFrom: [dev], delivery: { helm: { atomic: true } } }
                """.formatted(context());
    }

    @Override
    Map<String, String> variables() {
        return Map.of("HOME", folder.toString(), "KUBECONFIG", System.getenv("KUBECONFIG"));
    }

    private static String context() {
        try {
            return YamlFile.of("kubeconfig", Files.readAllBytes(Path.of(System.getenv("KUBECONFIG"))))
                    .scalar(YamlPath.of("current-context"))
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
