package dev.gitops.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.ToldReview;
import dev.gitops.api.review.Verdict;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A review is told on the change request it is of: on a real Gitea. */
@Execution(ExecutionMode.CONCURRENT)
class GiteaTellIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE = "apps/shop/production/deployment.yaml";

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaRequests requests;
    private GiteaServer.User bot;
    private GiteaServer.User dev;

    @BeforeEach
    void aRepositoryThatWantsTheVerdict() throws Exception {
        gitea = GiteaServer.required();
        repository = gitea.repository(gitea.organisation("platform"), "infra");
        requests = new GiteaRequests(gitea, repository);
        bot = gitea.user("bot");
        dev = gitea.user("dev");
        gitea.collaborator(repository, bot, "write");
        gitea.collaborator(repository, dev, "write");
        gitea.commit(repository, "main", FILE, deployment("1.0.0"));
        ObjectNode protection = JSON.createObjectNode().put("rule_name", "main").put("enable_status_check", true);
        protection.putArray("status_check_contexts").add("gitops/review");
        gitea.call("POST", repository.path() + "/branch_protections", protection);
    }

    private GitOps open(String blocking) throws Exception {
        return GiteaShop.open(folder, bot, "jenkins", """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                review: { block: [%s] }
                environments:
                  production: { cluster: production, protected: true, delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [production]
                """.formatted(repository.url(), gitea.url(), blocking));
    }

    private static String deployment(String tag) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec:
                  selector: { matchLabels: { app: shop } }
                  template:
                    metadata: { labels: { app: shop } }
                    spec:
                      containers:
                        - name: shop
                          image: registry.example.com/payments/shop:%s
                """.formatted(tag);
    }

    private String push(GiteaServer.User by, GiteaServer.Repository into, String tag) {
        return requests.push(by, into, "tune", FILE, deployment(tag), by.name());
    }

    private static Review review(GitOps gitops, String commit) {
        return gitops.review(ReviewRequest.of("main", commit));
    }

    @Test
    void isOneCommentThatFollowsThePushesAndAStatusOfEachHead() throws Exception {
        String first = push(dev, repository, "1.1.0");
        long number = requests.open(dev, "tune", first);
        try (GitOps gitops = open("")) {
            gitops.tellPending(number, first);
            assertThat(requests.status(first).path("status").asText()).isEqualTo("pending");

            Review review = review(gitops, first);
            ToldReview told = gitops.tell(review, number, "https://jenkins.example.com/job/config/1/");

            assertThat(told)
                    .isEqualTo(new ToldReview(
                            requests.pull(number).path("html_url").asText(), false));
            assertThat(requests.status(first).path("status").asText()).isEqualTo("success");
            assertThat(requests.status(first).path("context").asText()).isEqualTo("gitops/review");
            assertThat(requests.status(first).path("description").asText()).contains(review.digest());
            assertThat(requests.status(first).path("target_url").asText()).startsWith("https://jenkins.example.com/");
            assertThat(requests.comments(number))
                    .singleElement()
                    .satisfies(comment -> assertThat(comment.path("body").asText())
                            .contains("passed", "1.0.0", "1.1.0", review.digest()));

            String second = push(dev, repository, "1.2.0");
            requests.untilHead(number, second);
            assertThat(gitops.tell(review, number).superseded()).isTrue();
            Review again = review(gitops, second);
            gitops.tell(again, number);

            assertThat(again.digest()).isNotEqualTo(review.digest());
            assertThat(requests.comments(number))
                    .singleElement()
                    .satisfies(comment -> assertThat(comment.path("body").asText())
                            .contains("1.2.0", again.digest())
                            .doesNotContain("1.1.0"));
            long before = requests.comments(number).get(0).path("id").asLong();
            gitops.tell(again, number);
            assertThat(requests.comments(number))
                    .singleElement()
                    .satisfies(
                            comment -> assertThat(comment.path("id").asLong()).isEqualTo(before));
        }
    }

    @Test
    void leavesACommentOfSomebodyElseAloneWhateverItBeginsWith() throws Exception {
        String commit = push(dev, repository, "1.1.0");
        long number = requests.open(dev, "tune", commit);
        ObjectNode forged = JSON.createObjectNode().put("body", "[gitops/review]: #\n\n### gitops review: passed");
        gitea.callAs(dev, "POST", repository.path() + "/issues/" + number + "/comments", forged);
        try (GitOps gitops = open("")) {
            gitops.tell(review(gitops, commit), number);
        }
        assertThat(requests.comments(number))
                .extracting(comment -> comment.path("user").path("login").asText())
                .containsExactly(dev.name(), bot.name());
    }

    @Test
    void thatBlocksKeepsTheRequestFromBeingMerged() throws Exception {
        String commit = push(dev, repository, "1.1.0");
        long number = requests.open(dev, "tune", commit);
        ObjectNode merge = JSON.createObjectNode().put("Do", "merge");
        String merging = repository.path() + "/pulls/" + number + "/merge";
        assertThatThrownBy(() -> gitea.callAs(dev, "POST", merging, merge)).hasMessageContaining("405");
        try (GitOps blocking = open("restart")) {
            Review review = review(blocking, commit);
            assertThat(review.verdict()).isEqualTo(Verdict.BLOCKED);
            blocking.tell(review, number);
        }
        assertThat(requests.status(commit).path("status").asText()).isEqualTo("failure");
        assertThatThrownBy(() -> gitea.callAs(dev, "POST", merging, merge)).hasMessageContaining("405");
        try (GitOps allowing = open("")) {
            allowing.tell(review(allowing, commit), number);
        }
        gitea.merge(repository, number, "merge");
        assertThat(requests.pull(number).path("merged").asBoolean()).isTrue();
    }

    @Test
    void standsInTheToolsOwnRequestsToo() throws Exception {
        try (GitOps gitops = open("")) {
            ChangeOutcome outcome = Pipeline.forApp(gitops.app("shop"))
                    .release(ImageRef.parse("registry.example.com/payments/shop:1.1.0"))
                    .to(EnvironmentName.PRODUCTION)
                    .execute();

            ChangeOutcome.Requested requested = (ChangeOutcome.Requested) outcome;
            assertThat(requests.status(requested.commit()).path("status").asText())
                    .isEqualTo("success");
            long number = requested.changeRequest().orElseThrow().number();
            assertThat(requests.pull(number).path("body").asText())
                    .contains("gitops review", "1.0.0", "1.1.0", "sha256:");
            gitea.merge(repository, number, "merge");
            assertThat(requests.pull(number).path("merged").asBoolean()).isTrue();
        }
    }

    @Test
    void ofAForkIsToldToo() throws Exception {
        GiteaServer.User stranger = gitea.user("stranger");
        String commit = push(stranger, gitea.fork(repository, stranger, "fork-of-infra"), "1.1.0");
        long number = requests.open(stranger, stranger.name() + ":tune", commit);
        try (GitOps gitops = open("")) {
            gitops.tell(review(gitops, commit), number);
        }
        assertThat(requests.status(commit).path("status").asText()).isEqualTo("success");
        assertThat(requests.comments(number))
                .singleElement()
                .satisfies(comment -> assertThat(comment.path("body").asText()).contains("1.1.0"));
    }
}
