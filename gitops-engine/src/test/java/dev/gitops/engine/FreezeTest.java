package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a freeze an environment goes back to what was verified there, and nowhere else. On real bare Git. */
class FreezeTest {

    private static final String OPEN = """
            dev: { cluster: dev, namespace: dev, delivery: rendered }
            staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
            production: { cluster: production, promotesFrom: [staging], delivery: rendered }
            """;

    private static final String FROZEN = OPEN.replace(
            "namespace: dev,", "namespace: dev, freeze: [{ from: \"2020-01-01T00:00\", to: \"2099-01-01T00:00\" }],");

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void twoVerifiedStates() throws Exception {
        world = new TestWorld(folder).withEnvironments(OPEN);
        open();
        dev("1.1.0");
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        dev("1.2.0");
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        gitops.close();
        world.withEnvironments(FROZEN);
        open();
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private void open() throws Exception {
        gitops = world.as("alice");
        shop = gitops.app("shop");
    }

    private void dev(String tag) throws Exception {
        world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment(tag)));
    }

    private DeploymentOutcome deploy() {
        return Pipeline.forApp(shop).deploy(DEV).execute();
    }

    @Test
    void aRollbackIsDeliveredAndDeliveredAgain() {
        Pipeline.forApp(shop).rollback(DEV).toPrevious().execute();
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Unchanged.class);
    }

    @Test
    void aRevertByHandIsDeliveredToo() throws Exception {
        dev("1.1.0");
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    @Test
    void aCommitThatOnlySaysItIsARollbackIsRefused() throws Exception {
        world.pushSaying(
                "rollback(dev): shop\n\nGitOps-App: shop\nGitOps-Environment: dev\nGitOps-Operation: rollback\n",
                Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("6.6.6")));
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
    }

    @Test
    void whatFollowsARollbackIsRefused() throws Exception {
        Pipeline.forApp(shop).rollback(DEV).toPrevious().execute();
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        world.push(
                "carol",
                Map.of("apps/shop/dev/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\n"));
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
    }

    @Test
    void whatIsThereAlreadyIsNoWayBack() {
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
    }
}
