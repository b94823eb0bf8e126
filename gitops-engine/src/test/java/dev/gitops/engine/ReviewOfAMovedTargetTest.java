package dev.gitops.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review is of what would be merged. */
class ReviewOfAMovedTargetTest {

    private static final String DEV_FILE = "apps/shop/dev/deployment.yaml";

    @TempDir
    private Path folder;

    private TestWorld world;

    @BeforeEach
    void makeRepository() throws Exception {
        world = new TestWorld(folder);
    }

    private static String replicas(String tag, int replicas) {
        return TestWorld.deployment(tag)
                .replace("spec:\n  template", "spec:\n  replicas: " + replicas + "\n  template");
    }

    private Review review() throws Exception {
        try (GitOps gitops = world.as("carol")) {
            return gitops.review(ReviewRequest.of(world.tip("main"), world.tip("change")));
        }
    }

    private static List<String> words(Review review) {
        return review.differences().stream()
                .flatMap(difference -> difference.objects().stream())
                .flatMap(change -> change.words().stream())
                .toList();
    }

    @Test
    void showsTheChangeAloneOnTopOfWhatTheTargetIsNow() throws Exception {
        world.pushTo("change", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("bob", Map.of(DEV_FILE, replicas("1.0.0", 3)));
        Review review = review();
        assertThat(words(review)).containsExactly("image of shop: 1.0.0 → 1.1.0");
        assertThat(review.from()).isEqualTo(world.tip("main"));
        assertThat(review.to()).isEqualTo(world.tip("change"));
        assertThat(review.notices())
                .anySatisfy(notice -> assertThat(notice).contains("main moved since the change was begun"));
    }

    @Test
    void isKeptByARebaseAndByADeploymentOfTheMerge() throws Exception {
        world.pushTo("change", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("bob", Map.of(DEV_FILE, replicas("1.0.0", 3)));
        Review review = review();
        world.pushTo("rebased", Map.of(DEV_FILE, replicas("1.1.0", 3)));
        try (GitOps gitops = world.as("carol")) {
            Review rebased = gitops.review(ReviewRequest.of(world.tip("main"), world.tip("rebased")));
            assertThat(rebased.digest()).isEqualTo(review.digest());
            assertThat(rebased.notices()).noneMatch(notice -> notice.contains("moved"));
        }
        world.merge("change");
        assertThat(refusals(review)).isEmpty();
        world.push("mallory", Map.of(DEV_FILE, replicas("1.1.0", 30)));
        assertThat(refusals(review))
                .singleElement()
                .asString()
                .contains("is not what was reviewed", "replicas: 3 → 30")
                .doesNotContain("image");
    }

    private List<String> refusals(Review review) throws Exception {
        try (GitOps gitops = world.as("carol")) {
            return Refusal.texts(Pipeline.forApp(gitops.app("shop"))
                    .deploy(EnvironmentName.DEV)
                    .reviewed(review)
                    .plan()
                    .refusals());
        }
    }

    @Test
    void saysNothingOfWhatTheTargetChangedItself() throws Exception {
        world.push("bob", Map.of(DEV_FILE, replicas("1.0.0", 2) + "# far\n# away\n# below\n"));
        world.pushTo("change", Map.of(DEV_FILE, replicas("1.0.0", 3) + "# far\n# away\n# below\n"));
        world.push(
                "bob",
                Map.of(
                        DEV_FILE,
                        replicas("1.0.0", 2)
                                + "# far\n# away\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: shop }\nspec: { container: [] }\n"));
        Review review = review();
        assertThat(words(review)).containsExactly("replicas: 2 → 3");
        assertThat(review.findings()).extracting(ReviewFinding::id).doesNotContain("unknown-field", "prune");
    }

    @Test
    void isBlockedWhereTheyDoNotGoTogether() throws Exception {
        world.pushTo("change", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("bob", Map.of(DEV_FILE, TestWorld.deployment("1.2.0")));
        Review review = review();
        assertThat(review.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(review.findings())
                .filteredOn(finding -> finding.id().equals("conflict"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.blocks()).isTrue();
                    assertThat(finding.file()).contains(DEV_FILE);
                    assertThat(finding.text()).contains("main changed " + DEV_FILE + " too");
                });
        assertThat(words(review)).containsExactly("image of shop: 1.0.0 → 1.1.0");
    }

    @Test
    void isOfNothingWhereTheTargetHasTheChangeAlready() throws Exception {
        world.pushTo("change", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.merge("change");
        world.push("bob", Map.of(DEV_FILE, TestWorld.deployment("1.2.0")));
        Review review = review();
        assertThat(review.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(words(review)).isEmpty();
        assertThat(review.to()).isEqualTo(world.tip("change"));
    }

    @Test
    void isOfTheRulesThatTheTargetHasNow() throws Exception {
        world.pushTo("change", Map.of(DEV_FILE, TestWorld.deployment("1.1.0")));
        world.push("bob", Map.of("CODEOWNERS", "* @platform\n"));
        assertThat(review().approvals())
                .anySatisfy(need -> assertThat(need.oneOf()).contains("@platform"));
    }
}
