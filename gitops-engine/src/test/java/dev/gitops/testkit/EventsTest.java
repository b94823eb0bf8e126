package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentEvent;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.Event;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Settings;
import dev.gitops.spi.DeliveryResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

    private static final AppEnvironment SHOP_IN_DEV = new AppEnvironment("shop", DEV);

    @TempDir
    private Path folder;

    private GitOpsWorld world;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aWorldWithAShop() {
        world = GitOpsWorld.withShop(folder);
    }

    private GitOps listening() {
        return world.open(Settings.builder()
                .from(world.settings("alice"))
                .addListeners(events::add)
                .progress(lines::add)
                .build());
    }

    private <E extends Event> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Nested
    class ARelease {

        @Test
        void tellsHowItBeginsAndHowItEnds() {
            try (GitOps gitops = listening()) {
                ChangeOutcome outcome = Pipeline.forApp(gitops.app("shop"))
                        .release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"))
                        .to(DEV)
                        .execute();
                assertThat(events)
                        .first()
                        .isEqualTo(new ChangeEvent.Started(world.clock().instant(), SHOP_IN_DEV, Operation.RELEASE));
                assertThat(events)
                        .last()
                        .isEqualTo(new ChangeEvent.Ended(
                                world.clock().instant(), SHOP_IN_DEV, Operation.RELEASE, outcome));
            }
        }

        @Test
        void tellsProgressTheSameInSentences() {
            try (GitOps gitops = listening()) {
                Pipeline.forApp(gitops.app("shop"))
                        .release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"))
                        .to(DEV)
                        .execute();
            }
            assertThat(lines).isEqualTo(events.stream().map(Event::message).toList());
            assertThat(lines)
                    .contains("release of shop in dev begins", "release of shop in dev ended: committed")
                    .anyMatch(line -> line.startsWith("pushed "));
        }
    }

    @Nested
    class ADeployment {

        @Test
        void tellsOfEachObjectThoughTheDeliveryTellsOfNone() {
            try (GitOps gitops = listening()) {
                DeploymentOutcome outcome =
                        Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute();
                assertThat(all(DeploymentEvent.Started.class))
                        .singleElement()
                        .satisfies(started -> assertThat(started.delivery()).isEqualTo("scripted"));
                assertThat(all(DeploymentEvent.Applied.class))
                        .extracting(DeploymentEvent.Applied::object)
                        .isEqualTo(outcome.report().objects());
                assertThat(all(DeploymentEvent.Healthy.class))
                        .hasSameSizeAs(outcome.report().objects());
                assertThat(events)
                        .last()
                        .isInstanceOfSatisfying(
                                DeploymentEvent.Ended.class,
                                ended -> assertThat(ended.outcome()).isSameAs(outcome));
            }
        }

        @Test
        void hasAnEndThoughTheClusterIsAway() {
            IllegalStateException away = new IllegalStateException("the cluster is away");
            world.delivery().then(request -> {
                throw away;
            });
            try (GitOps gitops = listening()) {
                assertThatThrownBy(() ->
                                Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute())
                        .isSameAs(away);
            }
            assertThat(all(DeploymentEvent.Broken.class))
                    .singleElement()
                    .satisfies(broken -> assertThat(broken.cause()).isSameAs(away));
            assertThat(all(DeploymentEvent.Ended.class)).isEmpty();
        }

        @Test
        void tellsWhatFollowsItAsChangesOfTheirOwn() {
            world.delivery().then(request -> new DeliveryResult.Delivered(List.of(), false, List.of()));
            try (GitOps gitops = listening()) {
                Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute();
            }
            assertThat(all(DeploymentEvent.Applied.class)).isEmpty();
            assertThat(all(ChangeEvent.Started.class))
                    .allSatisfy(started -> assertThat(started.operation()).isEqualTo(Operation.PROMOTE));
        }
    }

    @Nested
    class AListenerThatThrows {

        @Test
        void harmsNothingAndIsToldOnce() {
            Settings settings = Settings.builder()
                    .from(world.settings("alice"))
                    .addListeners(
                            event -> {
                                throw new IllegalStateException("the dashboard is away");
                            },
                            events::add)
                    .progress(lines::add)
                    .build();
            try (GitOps gitops = world.open(settings)) {
                Pipeline shop = Pipeline.forApp(gitops.app("shop"));
                shop.release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0"))
                        .to(DEV)
                        .execute();
                assertThat(shop.deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
                assertThat(shop.promote(DEV, STAGING).execute()).isInstanceOf(ChangeOutcome.Committed.class);
            }
            assertThat(lines)
                    .filteredOn(line -> line.contains("the dashboard is away"))
                    .hasSize(1);
            assertThat(all(ChangeEvent.Ended.class)).hasSize(2);
        }

        @Test
        void isNoMatterWhereItIsTheProgress() {
            Settings settings = Settings.builder()
                    .from(world.settings("alice"))
                    .progress(line -> {
                        throw new IllegalStateException("the terminal is away");
                    })
                    .build();
            try (GitOps gitops = world.open(settings)) {
                assertThat(Pipeline.forApp(gitops.app("shop")).hold(PRODUCTION).execute())
                        .isInstanceOf(ChangeOutcome.Committed.class);
            }
        }
    }
}
