package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.App;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    @TempDir
    private Path folder;

    @Test
    void anInterruptedReleaseIsCancelledKeepsTheMarkAndLeavesNothingBehind() throws Exception {
        TestWorld world = new TestWorld(folder);
        try (GitOps gitops = world.as("alice")) {
            Pipeline.ChangeStage release = Pipeline.forApp(gitops.app("shop"))
                    .release(ImageRef.parse(TestWorld.IMAGE + ":2.0.0"))
                    .to(DEV);
            Thread.currentThread().interrupt();
            assertThatThrownBy(release::execute).isInstanceOfSatisfying(CancelledException.class, cancelled -> {
                assertThat(cancelled.retryable()).isFalse();
                assertThat(cancelled).hasMessageContaining("was interrupted");
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(release.execute()).isInstanceOf(ChangeOutcome.Committed.class);
        }
    }

    @Test
    void afterItIsClosedEveryCallIsRefusedThoseOfItsApplicationsToo() throws Exception {
        GitOps gitops = new TestWorld(folder).as("alice");
        App shop = gitops.app("shop");
        gitops.close();
        assertThatThrownBy(shop::status).isInstanceOf(ClosedException.class);
        assertThatThrownBy(gitops::status).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> gitops.records().verify()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> Pipeline.forApp(shop).deploy(DEV).plan()).isInstanceOf(ClosedException.class);
    }
}
