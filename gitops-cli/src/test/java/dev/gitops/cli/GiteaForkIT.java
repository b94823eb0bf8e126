package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.testing.Chromium;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger's request from a fork, reviewed and told by the commands that a job of one's own would run: fetched, rendered without a login, told with one. What the stranger wrote is looked at as Gitea's own
 * page shows it in a browser; the screenshot is kept in {@code target/review} to be looked at.
 */
class GiteaForkIT {

    private static final String FILE = "apps/shop/production/deployment.yaml";
    private static final String EVIL = "@bot [click](https://evil.example.com) <img src=https://evil.example.com/p.png>"
            + " ![p](https://evil.example.com/q.png) # Heading <script>alert(1)</script> #1 \\u202e `x` |a|b| <!-- -->";

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaRequests requests;
    private GiteaServer.User bot;
    private GiteaServer.User stranger;
    private long number;
    private String head;

    @BeforeEach
    void aRequestFromAFork() throws Exception {
        gitea = GiteaServer.required();
        repository = gitea.repository(gitea.organisation("review"), "infra");
        requests = new GiteaRequests(gitea, repository);
        bot = gitea.user("bot");
        stranger = gitea.user("stranger");
        gitea.collaborator(repository, bot, "write");
        gitea.commit(repository, "main", FILE, deployment("1.0.0", "plain"));
        gitea.commit(repository, "main", "apps.yaml", """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                review: { block: [scaled-to-zero] }
                environments:
                  production: { cluster: production, protected: true, delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [production]
                """.formatted(repository.url(), gitea.url()));
        head = requests.push(
                stranger,
                gitea.fork(repository, stranger, "fork-of-infra"),
                "tune",
                FILE,
                deployment("1.1.0", EVIL).replace("replicas: 2", "replicas: 0"),
                "stranger");
        number = requests.open(stranger, stranger.name() + ":tune", head);
    }

    private static String deployment(String tag, String words) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: shop
                spec:
                  replicas: 2
                  selector: { matchLabels: { app: shop } }
                  template:
                    metadata:
                      labels: { app: shop }
                      annotations: { note: "%s" }
                    spec:
                      containers:
                        - name: shop
                          image: registry.example.com/payments/shop:%s
                          env: [{ name: "@everybody", value: "%s" }]
                """.formatted(words, tag, words);
    }

    private int run(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "LANG", "TMPDIR"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(variables);
        return builder.start().waitFor();
    }

    private int gitops(Map<String, String> variables, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gitops.cli.Main"));
        command.addAll(List.of(words));
        return run(variables, command.toArray(String[]::new));
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(run(Map.of(), command.toArray(String[]::new))).as(said()).isZero();
    }

    /** The first half of the job has no login, the second nothing of the request but data. */
    private void reviewedAndTold() throws IOException, InterruptedException {
        git("clone", "-q", repository.url(), "clone");
        git("-C", "clone", "fetch", "-q", "origin", "refs/pull/" + number + "/head");
        git("-C", "clone", "checkout", "-q", "FETCH_HEAD");
        int verdict = gitops(
                Map.of(),
                "review",
                "--clone=clone",
                "--from=main",
                "--to=HEAD",
                "--request=" + number,
                "--write=out",
                "--inventory=clone/apps.yaml");
        assertThat(verdict).as(said()).isEqualTo(3);
        git("-C", "clone", "checkout", "-q", "main");
        int told = gitops(
                Map.of(
                        "GITOPS_GIT_USER", bot.name(),
                        "GITOPS_GIT_PASSWORD", bot.token(),
                        "GITOPS_FORGE_TOKEN", bot.token()),
                "tell",
                "out/review.json",
                "--request=" + number,
                "--commit=" + head,
                "--inventory=clone/apps.yaml");
        assertThat(told).as(said()).isZero();
    }

    @Test
    void isToldOnTheRequestAndOnItsNewestCommit() throws Exception {
        reviewedAndTold();
        assertThat(requests.status(head).path("status").asText()).isEqualTo("failure");
        assertThat(requests.status(head).path("context").asText()).isEqualTo("gitops/review");
        assertThat(requests.comments(number)).singleElement().satisfies(comment -> {
            assertThat(comment.path("user").path("login").asText()).isEqualTo(bot.name());
            assertThat(comment.path("body").asText()).contains("scaled-to-zero", "1.0.0", "1.1.0");
        });
    }

    @Test
    void cannotMakeMoreOfItsWordsThanWordsOnThePage() throws Exception {
        assumeTrue(Chromium.installed().isPresent(), "Chromium is not installed: apt-get install chromium");
        reviewedAndTold();
        Path screens = Files.createDirectories(Path.of("target", "review"));
        try (Chromium browser = Chromium.start(folder)) {
            browser.window(1200, 1600);
            browser.withoutScripts();
            browser.openUntil(requests.pull(number).path("html_url").asText(), ".render-content details");
            String comment = "[...document.querySelectorAll('.render-content')]"
                    + ".find(each => each.innerText.includes('gitops review'))";
            browser.evaluate(comment + ".querySelectorAll('details').forEach(each => each.open = true)");
            browser.evaluate(comment + ".scrollIntoView()");
            browser.screenshot(screens.resolve("gitea-comment.png"));
            assertThat(browser.evaluate(comment + ".innerText").asText())
                    .contains(
                            "gitops review",
                            "blocked",
                            "[click](https://evil.example.com)",
                            "<script>alert(1)</script>",
                            "@bot");
            assertThat(browser.evaluate(
                                    "[..." + comment
                                            + ".querySelectorAll('a, img, h1, script, iframe, table, input, .mention, .ref-issue')]"
                                            + ".filter(each => !each.classList.contains('emoji')).map(each => each.outerHTML).join('\\n')")
                            .asText())
                    .isEmpty();
            assertThat(browser.evaluate("[..." + comment
                                    + ".querySelectorAll('h2, h3, h4')].map(each => each.innerText.trim()).join(', ')")
                            .asText())
                    .doesNotContain("Heading");
        }
    }
}
