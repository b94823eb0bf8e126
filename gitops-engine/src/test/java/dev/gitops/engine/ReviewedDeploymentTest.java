package dev.gitops.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewedDeploymentTest {

    private static final String DEV_FILE = "apps/shop/dev/deployment.yaml";

    @TempDir
    private Path folder;

    private TestWorld world;
    private String base;

    @BeforeEach
    void makeRepository() throws Exception {
        world = new TestWorld(folder);
        base = world.tip("main");
    }

    private Review review() throws Exception {
        try (GitOps gitops = world.as("carol")) {
            return gitops.review(ReviewRequest.of(base, world.tip("main")));
        }
    }

    private DeploymentPlan plan(GitOps gitops, Review review) {
        return Pipeline.forApp(gitops.app("shop"))
                .deploy(EnvironmentName.DEV)
                .reviewed(review)
                .plan();
    }

    @Test
    void isTheRenderingThatWasReviewed() throws Exception {
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        Review review = review();
        try (GitOps gitops = world.as("carol")) {
            DeploymentPlan plan = plan(gitops, review);
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.renderedDigest()).isEqualTo(review.places().get(0).after());
        }
    }

    @Test
    void keepsItsDigestWhereTheBaseMovesElsewhere() throws Exception {
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        Review before = review();
        world.push("bob", Map.of(DEV_FILE, "# a comment\n" + TestWorld.deployment("1.1.0"), "docs/a.md", "words\n"));
        assertThat(review().digest()).isEqualTo(before.digest());
        try (GitOps gitops = world.as("carol")) {
            assertThat(plan(gitops, before).refusals()).isEmpty();
        }
    }

    @Test
    void isRefusedWithWhatDiffersWhereAnotherRenderingWasReviewed() throws Exception {
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        Review review = review();
        world.push("mallory", Map.of(DEV_FILE, TestWorld.deployment("6.6.6")));
        assertThat(review().digest()).isNotEqualTo(review.digest());
        try (GitOps gitops = world.as("carol")) {
            assertThat(Refusal.texts(plan(gitops, review).refusals()))
                    .singleElement()
                    .asString()
                    .contains("is not what was reviewed", "image", "1.1.0", "6.6.6");
        }
    }

    @Test
    void isRefusedWhereTheReviewDoesNotSpeakOfIt() throws Exception {
        world.push("alice", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
        Review review = review();
        try (GitOps gitops = world.as("carol")) {
            assertThat(Refusal.texts(plan(gitops, review).refusals()))
                    .singleElement()
                    .asString()
                    .contains("does not speak of shop in dev");
        }
    }

    @Test
    void tellsThatAnImageComesPastTheEnvironmentBefore() throws Exception {
        world.push("alice", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
        assertThat(review().findings()).extracting("id").contains("not-promoted");
        world = new TestWorld(folder.resolve("other"));
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.2.0")));
        base = world.tip("main");
        world.push("alice", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
        assertThat(review().findings()).extracting("id").doesNotContain("not-promoted");
    }

    @Test
    void tellsThatAnImageComesToAnEnvironmentAndTheOneBeforeItAtOnce() throws Exception {
        String staging = "apps/shop/staging/deployment.yaml";
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0"), staging, TestWorld.deployment("1.1.0")));
        assertThat(review().findings())
                .filteredOn(finding -> finding.id().equals("not-promoted"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("1.1.0", "ran in none of dev"));
    }

    @Test
    void saysNothingOfAnImageThatComesBackToAnEnvironment() throws Exception {
        String staging = "apps/shop/staging/deployment.yaml";
        String was = world.file("main", staging);
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("alice", Map.of(staging, TestWorld.deployment("1.1.0")));
        base = world.tip("main");
        world.push("alice", Map.of(staging, was));
        assertThat(review().findings()).extracting("id").doesNotContain("not-promoted");
    }

    @Test
    void refusesCommitsThatAreNone() throws Exception {
        try (GitOps gitops = world.as("carol")) {
            assertThatThrownBy(() -> gitops.review(ReviewRequest.of("nothing", base)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("--from");
            assertThatThrownBy(() -> gitops.review(ReviewRequest.of(base, "f".repeat(40))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("--to");
        }
    }

    @Test
    void tellsTheSameAgainOutOfTheCacheOrNot() throws Exception {
        world.push("alice", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        Review once = review();
        assertThat(review()).isEqualTo(once);
        assertThat(once.request()).isEqualTo(Optional.empty());
    }
}
