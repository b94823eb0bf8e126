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
            assertThat(plan.approval().missing()).singleElement().satisfies(missing -> {
                assertThat(missing.count()).isEqualTo(2);
                assertThat(missing.approvers()).containsExactly("alice", "bob");
            });
            Approval alice = new Approval("alice", null, null, plan.diffDigest());
            DeploymentOutcome one = pipeline.deploy(STAGING)
                    .approved(alice)
                    .approved(new Approval("Alice", "again", null, plan.diffDigest()))
                    .execute();
            assertThat(one).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(one.reasons())
                    .singleElement()
                    .asString()
                    .contains(
                            "it needs 2 approvals of payments (alice, bob)",
                            "alice approved",
                            "missing: 1 of payments");
            DeploymentOutcome both = pipeline.deploy(STAGING)
                    .approved(alice)
                    .approved(new Approval("bob", null, null, plan.diffDigest()))
                    .execute();
            assertThat(both).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(both.report().approvals()).extracting(Approval::by).containsExactly("alice", "bob");
        }
    }

    @Test
    void onlyWhereTheChangeTouchesWhatTheRuleNames() throws Exception {
        TestWorld world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging: { cluster: staging, promotesFrom: [dev], delivery: rendered, approvals: [{ from: payments, when: [rbac] }] }
                production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                """);
        try (GitOps gitops = world.as("carol")) {
            Pipeline pipeline = Pipeline.forApp(gitops.app("shop"));
            assertThat(pipeline.deploy(STAGING).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
            world.push("carol", Map.of("apps/shop/staging/role.yaml", """
                            apiVersion: rbac.authorization.k8s.io/v1
                            kind: Role
                            metadata: { name: all }
                            rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
                            """));
            DeploymentOutcome refused = pipeline.deploy(STAGING).execute();
            assertThat(refused).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(refused.reasons())
                    .singleElement()
                    .asString()
                    .contains("the approval of one of payments (alice, bob), as the change touches rbac");
            assertThat(pipeline.deploy(STAGING)
                            .approved(new Approval(
                                    "alice",
                                    null,
                                    null,
                                    pipeline.deploy(STAGING).plan().diffDigest()))
                            .execute())
                    .isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }
}
