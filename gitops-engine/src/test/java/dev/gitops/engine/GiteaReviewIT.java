package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what was reviewed reaches production, whoever tries otherwise: on a real Gitea, with every style of merging. */
@Execution(ExecutionMode.CONCURRENT)
class GiteaReviewIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = "apps/shop/production/deployment.yaml";

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaRequests requests;
    private GiteaServer.User bot;
    private GiteaServer.User dev;
    private GiteaServer.User alice;
    private GiteaServer.User bob;
    private String guard = "protected: true, ";

    @BeforeEach
    void deployedOnce() throws Exception {
        gitea = GiteaServer.required();
        repository = gitea.repository(gitea.organisation("platform"), "infra");
        requests = new GiteaRequests(gitea, repository);
        bot = gitea.user("bot");
        dev = gitea.user("dev");
        alice = gitea.user("alice");
        bob = gitea.user("bob");
        for (GiteaServer.User user : new GiteaServer.User[] {bot, dev, alice, bob}) {
            gitea.collaborator(repository, user, "write");
        }
        gitea.call(
                "PATCH",
                repository.path(),
                JSON.createObjectNode()
                        .put("allow_fast_forward_only_merge", true)
                        .put("allow_manual_merge", true));
        gitea.commit(repository, "main", FILE, TestWorld.deployment("1.0.0"));
        gitea.protect(repository, "main", 1);
        long first = requested(dev, "first", written("first", "1.0.1", dev));
        gitea.approve(repository, first, bob, "fine");
        gitea.merge(repository, first, "merge");
        assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private GitOps open(String actor) throws Exception {
        return GiteaShop.open(
                folder, bot, actor, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                environments:
                  production: { cluster: production, %sapprovers: ["%s", "%s"], fourEyes: true, delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [production]
                """.formatted(repository.url(), gitea.url(), guard, alice.name(), bob.name()));
    }

    private DeploymentOutcome deployed(String actor, String commit) throws Exception {
        try (GitOps gitops = open(actor)) {
            Pipeline.DeploymentStage stage = Pipeline.forApp(gitops.app("shop")).deploy(PRODUCTION);
            return (commit.isEmpty() ? stage : stage.at(commit)).execute();
        }
    }

    /** A commit by somebody on a branch, which is made from main where it is not there. */
    private String written(String branch, String tag, GiteaServer.User author) {
        return requests.push(dev, repository, branch, FILE, TestWorld.deployment(tag), author.name());
    }

    /** A commit whose message ends with a trailer. */
    private String writtenWith(String branch, String tag, String trailer) {
        String commit = written(branch, tag, dev);
        ObjectNode change = JSON.createObjectNode()
                .put("branch", branch)
                .put("message", "Add notes\n\n" + trailer)
                .put("content", Base64.getEncoder().encodeToString(commit.getBytes(StandardCharsets.UTF_8)));
        return gitea.callAs(dev, "POST", repository.path() + "/contents/notes/" + branch, change)
                .path("commit")
                .path("sha")
                .asText();
    }

    /** A branch is removed and made again at another commit. */
    private void moved(String branch, String commit) {
        gitea.call("DELETE", repository.path() + "/branches/" + branch, null);
        gitea.callAs(
                dev,
                "POST",
                repository.path() + "/branches",
                JSON.createObjectNode().put("new_branch_name", branch).put("old_ref_name", commit));
    }

    private long requested(GiteaServer.User by, String branch, String commit) throws InterruptedException {
        return requests.open(by, branch, commit);
    }

    private static void assertRefused(DeploymentOutcome outcome, String... reasons) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DeploymentOutcome.Refused.class,
                        refused -> assertThat(refused.toString()).contains(reasons));
    }

    @Nested
    class AChangeRequestOfTwoCommits {

        private String evil;
        private String head;

        @BeforeEach
        void open() {
            evil = written("feature", "6.6.6", dev);
            head = written("feature", "1.1.0", dev);
        }

        private void merged(String style) throws InterruptedException {
            long number = requested(dev, "feature", head);
            gitea.approve(repository, number, alice, "fine");
            gitea.merge(repository, number, style);
        }

        @ParameterizedTest
        @ValueSource(strings = {"merge", "rebase", "squash", "fast-forward-only"})
        void isDeployedAsItWasMerged(String style) throws Exception {
            merged(style);
            assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"merge", "squash", "fast-forward-only"})
        void isNotDeployedWithItsFirstAlone(String style) throws Exception {
            merged(style);
            assertRefused(deployed("jenkins", evil), evil);
        }

        @Test
        void isNotDeployedInTheMiddleOfARebase() throws Exception {
            merged("rebase");
            String between = gitea.call("GET", repository.path() + "/commits?sha=main&stat=false", null)
                    .get(1)
                    .path("sha")
                    .asText();
            assertRefused(deployed("jenkins", between), "is in the middle of change request");
        }
    }

    @Nested
    class AnApprovalOfAnEarlierHead {

        @Test
        void countsWhereAPushLeftWhatIsRenderedAlone() throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, alice, "fine");
            String docs = gitea.commit(repository, "tune", "README.md", "# What this is\n");
            requests.untilHead(number, docs);
            gitea.merge(repository, number, "merge");

            assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
        }

        @Test
        void isTakenBackByAPushThatRendersSomethingElse() throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, alice, "fine");
            requests.untilHead(number, written("tune", "6.6.6", dev));
            gitea.merge(repository, number, "merge");

            assertRefused(deployed("jenkins", ""), "it needs the approval of one of");
            try (GitOps gitops = open("jenkins")) {
                assertThat(Pipeline.forApp(gitops.app("shop"))
                                .deploy(PRODUCTION)
                                .plan()
                                .notices())
                        .anySatisfy(notice -> assertThat(notice)
                                .contains("the approval of " + alice.name(), "does not count", "1.1.0", "6.6.6"));
            }
        }
    }

    @Nested
    class ABranchThatIsUsedAgain {

        @ParameterizedTest
        @ValueSource(strings = {"merge", "rebase", "squash", "fast-forward-only"})
        void takesNothingFromWhatWasMerged(String style) throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, alice, "fine");
            gitea.merge(repository, number, style);
            written("tune", "6.6.6", dev);
            assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    /** Approvals count there, and reviews are not demanded. */
    @Nested
    class AnEnvironmentThatIsNotProtected {

        @BeforeEach
        void unprotect() {
            guard = "";
        }

        @Test
        void takesNoApprovalForAStateInTheMiddleOfARebase() throws Exception {
            written("feature", "6.6.6", dev);
            long number = requested(dev, "feature", written("feature", "1.1.0", dev));
            gitea.approve(repository, number, alice, "fine");
            gitea.merge(repository, number, "rebase");
            String between = gitea.call("GET", repository.path() + "/commits?sha=main&stat=false", null)
                    .get(1)
                    .path("sha")
                    .asText();
            assertRefused(deployed("jenkins", between), "it needs the approval of one of");
            assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
        }

        @Test
        void takesNoApprovalOfAnEarlierHeadBecauseTheBranchIsThereAgain() throws Exception {
            String harmless = written("tune", "1.1.0", dev);
            long number = requested(dev, "tune", harmless);
            gitea.approve(repository, number, alice, "fine");
            requests.untilHead(number, written("tune", "6.6.6", dev));
            gitea.approve(repository, number, bot, "not one of the approvers");
            gitea.merge(repository, number, "squash");
            moved("tune", harmless);
            assertRefused(deployed("jenkins", ""), "it needs the approval of one of");
        }
    }

    @Nested
    class WhoAsked {

        @ParameterizedTest
        @ValueSource(strings = {"merge", "squash", "rebase"})
        void asACommitSaysDoesNotApprove(String style) throws Exception {
            long number = requested(
                    dev,
                    "tune",
                    writtenWith("tune", "1.1.0", "Co-authored-by: Alice Smith <" + alice.name() + "@example.com>"));
            gitea.approve(repository, number, alice, "ours");
            gitea.merge(repository, number, style);
            assertRefused(deployed("jenkins", ""), alice.name() + " asked for it");
        }

        @ParameterizedTest
        @ValueSource(strings = {"merge", "squash"})
        void byTheToolDoesNotApproveWhateverTheHostLeavesOfTheCommit(String style) throws Exception {
            long number = requested(dev, "tune", writtenWith("tune", "1.1.0", "Requested-By: " + alice.name()));
            gitea.approve(repository, number, alice, "mine");
            gitea.merge(repository, number, style);
            assertRefused(deployed("jenkins", ""), alice.name() + " asked for it");
        }

        @Test
        void byTheMailOfACommitDoesNotApprove() throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", alice));
            gitea.approve(repository, number, alice, "mine");
            gitea.merge(repository, number, "merge");
            assertRefused(deployed("jenkins", ""), alice.name() + " asked for it");
        }

        @Test
        void byOpeningTheChangeRequestIsNotOfferedTheApproval() throws Exception {
            long number = requested(alice, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, dev, "fine");
            gitea.merge(repository, number, "merge");
            try (GitOps gitops = open("jenkins")) {
                DeploymentPlan plan =
                        Pipeline.forApp(gitops.app("shop")).deploy(PRODUCTION).plan();
                assertThat(plan.approval().approvers()).containsExactly(bob.name());
                assertRefused(
                        Pipeline.forApp(gitops.app("shop"))
                                .deploy(PRODUCTION)
                                .approved(new Approval(
                                        alice.name(), null, "https://jenkins.example.com/1", plan.diffDigest()))
                                .execute(),
                        alice.name() + " asked for it");
            }
        }

        @Test
        void inOtherLettersIsTheSame() throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, alice, "fine");
            gitea.merge(repository, number, "merge");
            assertRefused(
                    deployed(alice.name().toUpperCase(java.util.Locale.ROOT), ""), alice.name() + " asked for it");
        }

        @Test
        void isNotWhoMerges() throws Exception {
            long number = requested(dev, "tune", written("tune", "1.1.0", dev));
            gitea.approve(repository, number, bob, "fine");
            gitea.callAs(bob, "GET", repository.path() + "/pulls/" + number, null);
            gitea.merge(repository, number, "squash");
            assertThat(deployed("jenkins", "")).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    @Nested
    class AMergeByHand {

        @Test
        void thatHoldsMoreThanWasReviewedIsRefused() throws Exception {
            String head = written("tune", "1.1.0", dev);
            long number = requested(dev, "tune", head);
            gitea.approve(repository, number, bob, "fine");
            gitea.call("DELETE", repository.path() + "/branch_protections/main", null);
            String merge = mergedByHand("6.6.6");
            gitea.call(
                    "POST",
                    repository.path() + "/pulls/" + number + "/merge",
                    JSON.createObjectNode().put("Do", "manually-merged").put("MergeCommitID", merge));
            assertRefused(deployed("jenkins", ""), "made something else of " + FILE + " than was reviewed");
        }

        private String mergedByHand(String tag) throws Exception {
            PersonIdent person = new PersonIdent("Somebody", dev.name() + "@example.com");
            UsernamePasswordCredentialsProvider login =
                    new UsernamePasswordCredentialsProvider(dev.name(), dev.password());
            Path work = folder.resolve("work");
            try (Git git = Git.cloneRepository()
                    .setURI(repository.url())
                    .setCredentialsProvider(login)
                    .setDirectory(work.toFile())
                    .call()) {
                git.merge()
                        .include(git.getRepository().resolve("refs/remotes/origin/tune"))
                        .setFastForward(FastForwardMode.NO_FF)
                        .setCommit(false)
                        .call();
                Files.writeString(work.resolve(FILE), TestWorld.deployment(tag));
                git.add().addFilepattern(".").call();
                String merge = git.commit()
                        .setMessage("Merge tune")
                        .setAuthor(person)
                        .setCommitter(person)
                        .setSign(false)
                        .call()
                        .name();
                git.push().setCredentialsProvider(login).add("main").call();
                return merge;
            }
        }
    }

    @Test
    void recordsThatWereRemovedDoNotLetInWhatWasPushedSinceTheFirstReview() throws Exception {
        gitea.call("DELETE", repository.path() + "/branch_protections/main", null);
        gitea.commit(repository, "main", FILE, TestWorld.deployment("6.6.6"));
        long number = requested(dev, "tune", written("tune", "6.6.6-b", dev));
        gitea.approve(repository, number, bob, "fine");
        gitea.merge(repository, number, "merge");
        gitea.call("DELETE", repository.path() + "/branches/gitops%2Faudit", null);
        assertRefused(deployed("jenkins", ""), "did not come by a merged change request");
    }
}
