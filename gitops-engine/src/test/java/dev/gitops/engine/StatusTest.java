package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.EnvironmentStatus.Behind;
import dev.gitops.api.EnvironmentStatus.Seen;
import dev.gitops.api.EnvironmentStatus.State;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.api.ReleasedImage;
import dev.gitops.git.GitException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wanted, what was deployed and what was seen, on real bare Git. */
class StatusTest {

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder);
        reopen("alice");
    }

    private void reopen(String actor) throws Exception {
        close();
        gitops = world.as(actor);
        shop = gitops.app("shop");
    }

    @AfterEach
    void close() {
        if (gitops != null) {
            gitops.close();
        }
    }

    private void release(String tag) {
        Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .execute();
    }

    private void deploy(EnvironmentName environment) {
        Pipeline.forApp(shop).deploy(environment).execute();
    }

    private EnvironmentStatus status(EnvironmentName environment) {
        EnvironmentStatus one = of(shop.status(), environment);
        EnvironmentStatus all = of(gitops.status(), environment);
        assertThat(all).isEqualTo(one);
        return one;
    }

    private static EnvironmentStatus of(List<EnvironmentStatus> statuses, EnvironmentName environment) {
        return statuses.stream()
                .filter(status -> status.environment().equals(environment))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> tags(List<ReleasedImage> images) {
        return images.stream().map(image -> image.image().tag().orElseThrow()).toList();
    }

    @Nested
    class ThatWasNeverDeployed {

        @Test
        void saysSo() {
            EnvironmentStatus dev = status(DEV);
            assertThat(dev.state()).isEqualTo(State.NOT_DEPLOYED_YET);
            assertThat(tags(dev.wanted().images())).containsExactly("1.0.0");
            assertThat(dev.wanted().by()).startsWith("carol");
            assertThat(dev.deployed()).isNull();
            assertThat(dev.seen()).isNull();
            assertThat(dev.deployedAt()).isNull();
            assertThat(dev.health()).isNull();
        }
    }

    @Nested
    class ThatWasDeployed {

        @BeforeEach
        void deployed() throws Exception {
            release("1.1.0");
            reopen("bob");
            deploy(DEV);
        }

        @Test
        void tellsOfTheDeploymentAndWhoAskedForWhat() {
            EnvironmentStatus dev = status(DEV);
            assertThat(dev.state()).isEqualTo(State.CURRENT);
            assertThat(dev.wanted().by()).isEqualTo("alice");
            var deployed = Objects.requireNonNull(dev.deployed());
            assertThat(tags(deployed.images())).containsExactly("1.1.0");
            assertThat(deployed.commit()).isEqualTo(dev.wanted().commit());
            assertThat(deployed.by()).isEqualTo("bob");
            assertThat(deployed.verified()).isTrue();
            assertThat(gitops.records().find(deployed.record())).isPresent();
            Seen seen = Objects.requireNonNull(dev.seen());
            assertThat(seen.health()).isEqualTo("healthy");
            assertThat(seen.live()).isFalse();
            assertThat(seen.at()).isEqualTo(deployed.at());
            assertThat(seen.drift()).isNull();
        }

        @Test
        void keepsWhatWasDeployedApartFromWhatIsWantedSince() {
            release("1.2.0");
            EnvironmentStatus dev = status(DEV);
            assertThat(dev.state()).isEqualTo(State.NEWER_WANTED);
            assertThat(tags(dev.wanted().images())).containsExactly("1.2.0");
            assertThat(tags(Objects.requireNonNull(dev.deployed()).images())).containsExactly("1.1.0");
            assertThat(Objects.requireNonNull(dev.seen()).health()).isEqualTo("healthy");
            assertThat(dev.verified()).isFalse();
            assertThat(dev.deployedAt()).isNull();
            assertThat(dev.health()).isNull();
        }

        @Test
        void isAskedForNowWhereTheClusterIsAsked() {
            EnvironmentStatus dev = of(gitops.liveStatus(), DEV);
            assertThat(of(shop.liveStatus(), DEV).seen()).isNotNull();
            Seen seen = Objects.requireNonNull(dev.seen());
            assertThat(seen.live()).isTrue();
            assertThat(seen.at())
                    .isAfterOrEqualTo(Objects.requireNonNull(dev.deployed()).at());
            assertThat(seen.drift()).isEmpty();
        }
    }

    @Nested
    class BehindAnother {

        @BeforeEach
        void promoted() {
            release("1.1.0");
            deploy(DEV);
            Pipeline.forApp(shop).promote(DEV, STAGING).execute();
            deploy(STAGING);
        }

        @Test
        void saysHowManyReleases() throws Exception {
            assertThat(status(STAGING).behind()).isEmpty();
            release("1.2.0");
            deploy(DEV);
            world.push("carol", Map.of("apps/shop/dev/extra.yaml", ""));
            world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("1.3.0")));
            deploy(DEV);
            assertThat(status(STAGING).behind()).containsExactly(new Behind(DEV, 2));
            assertThat(status(DEV).behind()).isEmpty();
            assertThat(status(PRODUCTION).behind()).isEmpty();
        }

        @Test
        void doesNotCountWhatIsNotDeployedThere() {
            release("1.2.0");
            assertThat(status(STAGING).behind()).isEmpty();
        }

        @Test
        void isNotBehindWhatWasRolledBack() {
            release("1.2.0");
            deploy(DEV);
            Pipeline.forApp(shop).promote(DEV, STAGING).execute();
            deploy(STAGING);
            Pipeline.forApp(shop).rollback(DEV).toPrevious().execute();
            deploy(DEV);
            assertThat(tags(Objects.requireNonNull(status(DEV).deployed()).images()))
                    .containsExactly("1.1.0");
            assertThat(status(STAGING).behind()).isEmpty();
        }
    }

    @Nested
    class ThatCannotBeTold {

        @Test
        void hasARowOfItsOwn() throws Exception {
            world.withEnvironments("""
                      dev: { cluster: dev, namespace: dev, delivery: rendered, branch: nowhere }
                      staging: { cluster: staging, namespace: staging, delivery: rendered }
                      production: { cluster: production, namespace: production, delivery: rendered }
                    """);
            reopen("alice");
            assertThat(status(DEV).state()).isEqualTo(State.UNKNOWN);
            assertThat(status(DEV).problem()).contains("nowhere");
            assertThat(status(STAGING).problem()).isNull();
            assertThat(tags(status(STAGING).images())).containsExactly("1.0.0");
        }

        @Test
        void hasARowWithItsOwnReasonWhereNoOtherCanBeToldEitherForAnotherReason() throws Exception {
            world.withEnvironments("""
                      dev: { cluster: dev, namespace: dev, delivery: rendered, branch: nowhere }
                      staging: { cluster: staging, namespace: staging, delivery: rendered, branch: elsewhere }
                      production: { cluster: production, namespace: production, delivery: rendered, branch: anywhere }
                    """);
            reopen("alice");
            assertThat(shop.status())
                    .extracting(EnvironmentStatus::problem)
                    .satisfiesExactly(
                            dev -> assertThat(dev).contains("nowhere"),
                            staging -> assertThat(staging).contains("elsewhere"),
                            production -> assertThat(production).contains("anywhere"));
        }

        @Test
        void failsWhereNoOtherCanBeToldEither() throws Exception {
            world.reachedBy(folder.resolve("gone.git").toString(), Map.of());
            reopen("alice");
            assertThatThrownBy(shop::status).isInstanceOf(GitException.class);
            assertThatThrownBy(gitops::status).isInstanceOf(GitException.class);
        }
    }
}
