package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop is deployed after its database. On real bare Git. */
class AfterStoryTest {

    private static final String DATABASE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: db }
            spec: { template: { spec: { containers: [{ name: db, image: "registry.example.com/db:%s" }] } } }
            """;

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
                production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                """).withAppLine("""
                after: [db]
                  - name: db
                    image: registry.example.com/db
                    manifests: { plain: "apps/db/{environment}" }
                    environments: [dev]
                """.strip());
        world.push("carol", Map.of("apps/db/dev/deployment.yaml", DATABASE.formatted("1")));
        gitops = world.as("carol");
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private DeploymentOutcome deploy(String app) {
        return Pipeline.forApp(gitops.app(app)).deploy(DEV).execute();
    }

    private EnvironmentStatus shop() {
        return gitops.app("shop").status().stream()
                .filter(status -> status.environment().equals(DEV))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void waitsUntilThatIsVerified() throws Exception {
        DeploymentOutcome refused = deploy("shop");
        assertThat(((DeploymentOutcome.Refused) refused).refusals())
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.DEPENDENCY);
        assertThat(shop().waiting())
                .isEqualTo(refused.reasons().get(0))
                .contains("shop comes after db", "gitops deploy db dev");
        assertThat(gitops.undeployed())
                .contains(new AppEnvironment("db", DEV))
                .doesNotContain(new AppEnvironment("shop", DEV));
        assertThat(deploy("db")).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(gitops.undeployed())
                .doesNotContain(new AppEnvironment("db", DEV))
                .contains(new AppEnvironment("shop", DEV));
        assertThat(deploy("shop")).isInstanceOf(DeploymentOutcome.Verified.class);
        world.push("carol", Map.of("apps/db/dev/deployment.yaml", DATABASE.formatted("2")));
        assertThat(deploy("shop")).as("nothing of the shop changes").isInstanceOf(DeploymentOutcome.Unchanged.class);
        world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("1.1.0")));
        assertThat(deploy("shop")).isInstanceOf(DeploymentOutcome.Refused.class);
        assertThat(Pipeline.forApp(gitops.app("shop"))
                        .deploy(DEV)
                        .breakingGlass("incident")
                        .execute())
                .isInstanceOf(DeploymentOutcome.Verified.class);
    }

    @Test
    void stopsWhereThatFailed() throws Exception {
        world.push("carol", Map.of("apps/db/dev/deployment.yaml", "apiVersion: v1\nkind: List\nitems: []\n"));
        assertThat(deploy("db")).isInstanceOf(DeploymentOutcome.Failed.class);
        assertThat(deploy("shop")).isInstanceOf(DeploymentOutcome.Refused.class);
        assertThat(gitops.undeployed()).doesNotContain(new AppEnvironment("shop", DEV));
    }

    @Test
    void goingBackWaitsForNobody() throws Exception {
        deploy("db");
        deploy("shop");
        world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("1.1.0")));
        deploy("shop");
        world.push("carol", Map.of("apps/db/dev/deployment.yaml", DATABASE.formatted("2")));
        Pipeline.forApp(gitops.app("shop")).rollback(DEV).toPrevious().execute();
        assertThat(gitops.undeployed()).contains(new AppEnvironment("shop", DEV));
        assertThat(deploy("shop")).isInstanceOf(DeploymentOutcome.Verified.class);
    }
}
