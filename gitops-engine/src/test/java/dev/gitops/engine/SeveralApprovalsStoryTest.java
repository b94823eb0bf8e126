package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three must approve, each another person. On real bare Git. */
class SeveralApprovalsStoryTest {

    @TempDir
    Path folder;

    @Test
    void oneAfterTheOther() throws Exception {
        TestWorld world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging: { cluster: staging, promotesFrom: [dev], fourEyes: true, delivery: rendered, approvals: [{ from: payments, count: 2 }] }
                production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                """);
        world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
        try (GitOps gitops = world.as("carol")) {
            Pipeline pipeline = Pipeline.forApp(gitops.app("shop"));
            DeploymentPlan plan = pipeline.deploy(STAGING).plan();
            assertThat(plan.approval().required()).isTrue();
            assertThat(plan.approval().missing())
                    .singleElement()
                    .satisfies(missing -> {
                        assertThat(missing.count()).isEqualTo(2);
                        assertThat(missing.approvers()).containsExactly("alice", "bob");
                    });
            Approval alice = new Approval("alice", null, null, plan.diffDigest());
            DeploymentOutcome one = pipeline.deploy(STAGING)
                    .approved(alice)
                    .approved(new Approval("Alice", "again", null, plan.diffDigest()))
                    .execute();
            assertThat(one).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(one.reasons()).singleElement().asString().contains("it needs 2 approvals of payments (alice, bob)", "alice approved", "missing: 1 of payments");
            DeploymentOutcome both = pipeline.deploy(STAGING)
                    .approved(alice)
                    .approved(new Approval("bob", null, null, plan.diffDigest()))
                    .execute();
            assertThat(both).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(both.report().approvals()).extracting(Approval::by).containsExactly("alice", "bob");
        }
    }
}
