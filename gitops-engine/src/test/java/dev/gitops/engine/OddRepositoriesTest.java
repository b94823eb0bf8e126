package dev.gitops.engine;

import static dev.gitops.engine.TestWorld.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Config repositories as people have them: squashed merges, hosts that refuse, environments without a release or with two. */
class OddRepositoriesTest {

    private static final EnvironmentName DEV = EnvironmentName.of("dev");
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");
    private static final EnvironmentName PRODUCTION = EnvironmentName.of("production");

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder);
        gitops = world.as("alice");
        shop = gitops.app("shop");
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private ChangeOutcome release(String tag) {
        return Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .execute();
    }

    private EnvironmentStatus status(EnvironmentName environment) {
        return shop.status().stream()
                .filter(status -> status.environment().equals(environment))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class AfterASquashedMerge {

        @BeforeEach
        void squash() throws Exception {
            Pipeline.forApp(shop).promote(STAGING, PRODUCTION).unverified().execute();
            world.push("bob", Map.of("apps/shop/staging/deployment.yaml", deployment("2.0.0")));
            Pipeline.forApp(shop).promote(STAGING, PRODUCTION).unverified().execute();
            assertThat(status(PRODUCTION).pending()).isEqualTo("gitops/change/shop/production");
            world.push("bob", Map.of("apps/shop/production/deployment.yaml", deployment("2.0.0")));
        }

        @Test
        void nothingIsPending() {
            assertThat(status(PRODUCTION).pending()).isNull();
        }

        @Test
        void nothingIsPendingThoughTheEnvironmentHasGoneOn() throws Exception {
            world.push("bob", Map.of("apps/shop/production/deployment.yaml", deployment("3.0.0")));

            assertThat(status(PRODUCTION).pending()).isNull();
        }
    }

    @Nested
    class WhereTheHostRefusesEveryPush {

        @Test
        void aReleaseIsRefusedInItsWords() throws Exception {
            assumeThat(Path.of("/usr/bin/git")).exists();
            Path hook = Files.writeString(
                    Files.createDirectories(world.remote().resolve("hooks")).resolve("pre-receive"),
                    "#!/bin/sh\necho 'commits must be signed' >&2\nexit 1\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();

            ChangeOutcome outcome = release("2.0.0");

            assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(outcome.reasons()).singleElement().asString().contains("push to main", "commits must be signed");
            assertThat(outcome.summary().notices()).singleElement().asString().contains("could not be recorded");
        }
    }

    @Nested
    class WithoutARelease {

        @BeforeEach
        void fresh() throws Exception {
            world.push("bob", Map.of("apps/shop/dev/deployment.yaml", deployment("unreleased")));
        }

        @Test
        void anEnvironmentIsEmptyAndSaysSo() {
            assertThat(status(DEV).images()).isEmpty();

            DeploymentOutcome outcome = Pipeline.forApp(shop).deploy(DEV).execute();

            assertThat(outcome).isInstanceOf(DeploymentOutcome.Unchanged.class);
            assertThat(outcome.report().notices()).singleElement().asString().contains("dev is empty");
            assertThat(outcome.report().record()).isEmpty();
        }

        @Test
        void nothingIsThereToBeDeployedOrPromoted() {
            assertThat(gitops.undeployed()).noneMatch(one -> one.environment().equals(DEV));
            ChangeOutcome outcome =
                    Pipeline.forApp(shop).promote(DEV, STAGING).unverified().execute();
            assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(outcome.reasons()).singleElement().asString().contains("nothing was released into it yet");
        }

        @Test
        void noRollbackPutsThePlaceholderBack() throws Exception {
            String image = "registry.example.com/payments/shop:1.0.0";
            Pipeline.forApp(shop).release(ImageRef.parse(image)).to(DEV).execute();

            assertThat(Pipeline.forApp(shop).rollback(DEV).toPrevious().execute())
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("no earlier release"));
        }

        @Test
        void theFirstReleaseComesInTheUsualWay() {
            assertThat(release("1.0.0")).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(Pipeline.forApp(shop).deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    @Nested
    class WithTwoVersionsOfAnImage {

        private final String both =
                deployment("1.0.0") + "---\n" + deployment("0.9.0").replace("name: shop # the shop", "name: jobs");

        @BeforeEach
        void edit() throws Exception {
            world.push("bob", Map.of("apps/shop/dev/deployment.yaml", both));
        }

        @Test
        void aReleaseGivesEveryContainerTheNewOne() throws Exception {
            assertThat(release("2.0.0")).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml"))
                    .isEqualTo(both.replace(":1.0.0", ":2.0.0").replace(":0.9.0", ":2.0.0"));
        }

        @Test
        void statusSaysSoAndTellsOfTheOthers() {
            List<EnvironmentStatus> all = shop.status();

            assertThat(all).hasSize(3);
            assertThat(status(DEV).problem()).contains("another version of shop");
            assertThat(status(STAGING).images()).hasSize(1);
        }
    }
}
