package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.testing.SshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story on a bare repository behind a real sshd, with nothing but a key. */
class SshStoryTest {

    @TempDir
    Path folder;

    private App shop;

    private void released(String tag) {
        Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .execute();
        deployed(DEV);
        Pipeline.forApp(shop).promote(DEV, STAGING).execute();
        deployed(STAGING);
    }

    private void deployed(EnvironmentName environment) {
        assertThat(Pipeline.forApp(shop).deploy(environment).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private void reviewed(TestWorld world, ChangeOutcome outcome) throws Exception {
        assertThat(outcome).isInstanceOf(ChangeOutcome.Requested.class);
        world.merge("gitops/change/shop/production");
        deployed(PRODUCTION);
    }

    @Test
    void goesFromReleaseToRollback() throws Exception {
        Path files = Files.createDirectory(folder.resolve("sshd"));
        try (SshServer server = SshServer.required(files)) {
            TestWorld world = new TestWorld(folder);
            world.reachedBy(server.url(world.remote()), server.environment());
            try (GitOps gitops = world.as("alice")) {
                shop = gitops.app("shop");
                String first = shop.history(PRODUCTION, 1).get(0).commit();
                released("1.1.0");
                reviewed(
                        world,
                        Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute());
                assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                        .contains(":1.1.0 #");
                reviewed(
                        world,
                        Pipeline.forApp(shop).rollback(PRODUCTION).to(first).execute());
                assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                        .contains(":1.0.0 #");
                assertThat(shop.history(PRODUCTION, 9))
                        .extracting(entry -> entry.outcome())
                        .startsWith("verified", "verified");
            }
        }
    }
}
