package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.DeliveryResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitOpsWorldTest {

    @TempDir
    private Path folder;

    private GitOpsWorld world;

    @BeforeEach
    void aWorldWithAShop() {
        world = GitOpsWorld.withShop(folder);
    }

    @Test
    void aReleaseIsDeliveredPromotedAndMergedByAPerson() {
        try (GitOps gitops = world.as("alice")) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            assertThat(shop.release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"))
                            .to(DEV)
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
            assertThat(shop.deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(shop.promote(DEV, STAGING).execute()).isInstanceOf(ChangeOutcome.Committed.class);
            shop.deploy(STAGING).execute();
            assertThat(shop.promote(STAGING, PRODUCTION).execute()).isInstanceOf(ChangeOutcome.Requested.class);
            assertThat(world.branches()).contains("gitops/change/shop/production");
            world.merge("bob", "gitops/change/shop/production");
            assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                    .contains(":2.0.0");
        }
        assertThat(world.delivery().requests()).hasSize(2);
    }

    /** A plan must work where no cluster can be reached, and run no plugin that asks for a login. */
    @Test
    void theClusterIsConnectedToOnlyWhereADeploymentIsExecuted() {
        try (GitOps gitops = world.as("alice")) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            assertThat(shop.deploy(DEV).plan().refusals()).isEmpty();
            assertThat(world.delivery().connected()).isFalse();
            world.delivery().then(request -> {
                assertThat(world.delivery().connected()).isTrue();
                return new DeliveryResult.Delivered(List.of(), true, List.of());
            });
            assertThat(shop.deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    @Test
    void aDeliveryAnswersAsItIsTold() {
        world.delivery().thenFail("ImagePullBackOff", "the image is not there").thenRefuse("it would remove all");
        try (GitOps gitops = world.as("alice")) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            assertThat(shop.deploy(DEV).execute())
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Failed.class,
                            failed -> assertThat(failed.failure().reason()).isEqualTo("ImagePullBackOff"));
            assertThat(shop.deploy(DEV).execute().reasons()).containsExactly("it would remove all");
            assertThat(shop.deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    @Test
    void recordsHaveTheTimeOfTheClockThatStands() {
        world.clock().advance(Duration.ofHours(3));
        try (GitOps gitops = world.as("alice")) {
            Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute();
            assertThat(gitops.records().at("shop", DEV, GitOpsWorld.MORNING)).isEmpty();
            assertThat(gitops.records().at("shop", DEV, world.clock().instant()))
                    .hasValueSatisfying(record ->
                            assertThat(record.ended()).isEqualTo(GitOpsWorld.MORNING.plus(Duration.ofHours(3))));
        }
    }

    @Test
    void whatSomebodyPushesByHandIsThere() {
        String commit = world.commit("mallory", "Edit", Map.of("apps/shop/dev/extra.yaml", "# nothing\n"));
        assertThat(commit).hasSize(40);
        assertThat(world.file("main", "apps/shop/dev/extra.yaml")).isEqualTo("# nothing\n");
    }

    @Test
    void samplesAreWhatTheyAreCalled() {
        assertThat(Samples.committed().word()).isEqualTo("committed");
        assertThat(Samples.requested().request()).isPresent();
        assertThat(Samples.refused(Refusal.Kind.HOLD, "held").reasons()).containsExactly("held");
        assertThat(Samples.verified().word()).isEqualTo("verified");
        assertThat(Samples.failed("Timeout", "late").failed()).isPresent();
        assertThat(RecordJson.text(Samples.record().build())).contains("\"verified\"");
    }
}
