package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which steps of which job can read which credentials: every shell step of a build that goes all the way, and of one that fails. */
class CredentialScopeTest {

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(folder);
    }

    @Test
    void deployReadsTheClustersCredentialsInTwoStages() {
        workspace
                .answers("deploy-plan", "{\"commit\": \"c\", \"approval\": {\"required\": false}}")
                .answers("deploy", "{\"error\": {\"message\": \"no\"}}", 3);

        assertThat(Played.credentials(Played.job(
                        new Build("gitops/deliver/shop/deploy-production")
                                .with("COMMIT", "")
                                .with("DRY_RUN", false)
                                .with("REASON", ""),
                        workspace)))
                .isEqualTo("""
                        Plan / Validate: config-repo
                        Plan / Diff: audit-token, config-repo, forge-token, kubeconfig-production
                        Deliver / Deploy, verify and record: audit-token, config-repo, forge-token, kubeconfig-production, slack-webhook
                        afterwards: slack-webhook
                        """);
    }

    @Test
    void releaseReadsNoClustersCredentials() {
        workspace.answers("release", "{\"error\": {\"message\": \"no\"}}", 3);

        assertThat(Played.credentials(Played.job(
                        new Build("gitops/deliver/shop/release")
                                .with("IMAGE", "a")
                                .with("BUILD", "")
                                .with("SOURCE_COMMIT", "")
                                .with("ENVIRONMENT", "dev"),
                        workspace)))
                .isEqualTo("""
                        Release / Write: audit-token, config-repo, forge-token, slack-webhook
                        afterwards: slack-webhook
                        """);
    }

    @Test
    void promoteReadsNoClustersCredentials() {
        workspace.answers("promote-plan", "{}").answers("promote", "{\"error\": {\"message\": \"no\"}}", 3);

        assertThat(Played.credentials(Played.job(
                        new Build("gitops/deliver/shop/promote")
                                .with("SOURCE_ENV", "dev")
                                .with("TARGET_ENV", "staging")
                                .with("DRY_RUN", false)
                                .with("REASON", ""),
                        workspace)))
                .isEqualTo("""
                        Promote / Diff: audit-token, config-repo, forge-token
                        Promote / Write: audit-token, config-repo, forge-token, slack-webhook
                        afterwards: slack-webhook
                        """);
    }

    @Test
    void rollbackReadsNoClustersCredentials() {
        workspace
                .answers("history", "[{\"commit\": \"beef\"}]")
                .answers("rollback-plan", "{}")
                .answers("rollback", "{\"outcome\": \"requested\"}")
                .input("beef");

        assertThat(Played.credentials(Played.job(
                        new Build("gitops/deliver/shop/rollback")
                                .with("ENVIRONMENT", "dev")
                                .with("TARGET_COMMIT", "choose")
                                .with("DRY_RUN", false)
                                .with("REASON", "")
                                .startedBy("carol"),
                        workspace)))
                .isEqualTo("""
                        History: audit-token, config-repo
                        Roll back / Diff: audit-token, config-repo, forge-token
                        Roll back / Write: audit-token, config-repo, forge-token, slack-webhook
                        """);
    }

    @Test
    void platformJobsReadWhatTheyLookAt() {
        workspace.answers("affected", "[]").answers("drift", "[]");

        assertThat(Played.credentials(Played.job(new Build("gitops/deliver/dispatch"), workspace)))
                .isEqualTo("Find: audit-token, config-repo, forge-token\n");
        assertThat(Played.credentials(Played.job(new Build("gitops/deliver/drift"), workspace)))
                .isEqualTo("""
                        Compare: audit-token, config-repo, kubeconfig-dev, slack-webhook
                        Compare: audit-token, config-repo, kubeconfig-production, slack-webhook
                        Compare: audit-token, config-repo, kubeconfig-staging, slack-webhook
                        """);
        assertThat(Played.credentials(Played.job(new Build("gitops/deliver/report"), workspace)))
                .isEqualTo("Report: audit-token, config-repo\n");
    }

    @Test
    void whatRendersAStrangersBranchHasNone() {
        workspace
                .answers("review", "{\"verdict\": \"passed\"}")
                .answers("tell", "{\"outcome\": \"told\"}")
                .shell(
                        "git init -q . && git -c user.name=a -c user.email=a@b commit -qm 1 --allow-empty"
                                + " && git update-ref refs/remotes/origin/main HEAD",
                        workspace.environment());

        assertThat(Played.credentials(
                        Played.job(new Build("gitops/deliver/review").with("BRANCH", "people/change"), workspace)))
                .isEqualTo("""
                        Review:\s
                        Review:\s
                        Review:\s
                        Tell:\s
                        Tell: config-repo, forge-token
                        """);
    }

    @Test
    void noSecretReachesAnArgument() {
        workspace
                .answers("deploy-plan", "{\"commit\": \"c\", \"approval\": {\"required\": false}}")
                .answers("deploy", "{\"error\": {\"message\": \"no\"}}", 3);

        Played.job(
                new Build("gitops/deliver/shop/deploy-dev")
                        .with("COMMIT", "")
                        .with("DRY_RUN", false)
                        .with("REASON", "$GITOPS_GIT_PASSWORD"),
                workspace);

        assertThat(workspace.calls())
                .allSatisfy(
                        call -> assertThat(String.join(" ", call.arguments())).doesNotContain("secret of"));
    }
}
