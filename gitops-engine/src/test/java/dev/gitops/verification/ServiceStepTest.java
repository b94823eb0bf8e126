package dev.gitops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.model.VerifyStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A step that first asks the API server where the service is. */
class ServiceStepTest {

    private final Around around = new Around();

    private static VerifyStep step() {
        return new VerifyStep.Service(
                "web", "/", 200, null, Around.timing(Duration.ofMillis(300), Duration.ZERO, Duration.ofMillis(50), 0));
    }

    private DeploymentFailure failure() {
        return around.run(step()).failure().orElseThrow();
    }

    @Test
    void aServerThatDoesNotTellWhereSpeaksNotAgainstWhatWasDelivered() {
        around.address = service -> {
            throw new GitOpsException("the API server is away", null) {};
        };

        assertThat(failure().reason()).isEqualTo(DeploymentFailure.UNANSWERED);
        assertThat(failure().message()).contains("the API server is away");
        assertThat(failure().ofTheCommit()).isFalse();
    }

    @Test
    void aServiceThatNoLoadBalancerHasTakenDoes() {
        assertThat(failure().reason()).isEqualTo(VerifySteps.FAILED);
        assertThat(failure().ofTheCommit()).isTrue();
    }
}
