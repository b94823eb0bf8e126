package dev.gitops.cli;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Credentials;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.LineStop;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import dev.gitops.api.Settings;
import dev.gitops.api.Simulation;
import dev.gitops.api.SimulationRequest;
import dev.gitops.testing.GiteaServer;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release meets every rule on its way to production, on a real Gitea and the API server that KUBECONFIG names. Each process has the clock of its hour. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PromotionPolicyIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String IMAGE = "registry.example.com/payments/shop";
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %1$s }
            spec:
              replicas: 1
              selector: { matchLabels: { app: %1$s } }
              template:
                metadata: { labels: { app: %1$s } }
                spec:
                  containers:
                    - name: shop
                      image: %2$s:1.0.0
            """;

    @TempDir
    Path folder;

    private final String app = "simulate-shop-" + UUID.randomUUID().toString().substring(0, 6);
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private volatile String verdict = "{\"verdict\": \"no\", \"reason\": \"CHG-42 is open\"}";
    private HttpServer gate;
    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bot;
    private GiteaServer.User bob;
    private GiteaServer.User carol;
    private Path inventory;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
        gitea = GiteaServer.required();
        gate = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        gate.createContext("/", exchange -> {
            byte[] answer = verdict.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gate.start();
        repository = gitea.repository(gitea.organisation("simulate"), "infra");
        bot = gitea.user("bot");
        bob = gitea.user("bob");
        carol = gitea.user("carol");
        for (GiteaServer.User user : List.of(bot, bob, carol)) {
            gitea.collaborator(repository, user, "write");
        }
        for (EnvironmentName environment : List.of(DEV, STAGING, PRODUCTION)) {
            gitea.commit(
                    repository,
                    "main",
                    "apps/shop/" + environment + "/deployment.yaml",
                    DEPLOYMENT.formatted(app, IMAGE));
        }
        gitea.call(
                "POST",
                repository.path() + "/branches",
                JSON.createObjectNode().put("new_branch_name", "production").put("old_branch_name", "main"));
        gitea.protect(repository, "production", 1);
        inventory = folder.resolve("apps.yaml");
        Files.writeString(inventory, text());
    }

    private String text() throws IOException {
        Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
        String context = YamlFile.of("kubeconfig", Files.readAllBytes(kubeconfig))
                .scalar(YamlPath.of("current-context"))
                .orElseThrow();
        return """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%1$s", branch: main }
                forge: { type: gitea, url: "%2$s" }
                environments:
                  dev: { cluster: %3$s, namespace: default, delivery: apply, timeout: 60s }
                  staging:
                    cluster: %3$s
                    namespace: kube-public
                    delivery: apply
                    timeout: 60s
                    promotesFrom: [{ environment: dev, for: 2h }]
                    gates: [{ name: ticket, http: "http://127.0.0.1:%4$d/{app}", before: promotion, interval: 1s, deadline: 2s }]
                    windows: { deny: [{ from: "%5$s", to: "%6$s", reason: stocktaking }] }
                  production:
                    cluster: %3$s
                    namespace: kube-node-lease
                    delivery: apply
                    timeout: 60s
                    promotesFrom: { all: [dev, staging] }
                    protected: true
                    branch: production
                    fourEyes: true
                    approvals: [{ from: ["%7$s", "%8$s"], count: 2 }]
                apps:
                  - name: %9$s
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [dev, staging, production]
                """.formatted(
                        repository.url(),
                        gitea.url(),
                        context,
                        gate.getAddress().getPort(),
                        local(Duration.ofHours(5)),
                        local(Duration.ofHours(6)),
                        bob.name(),
                        carol.name(),
                        app);
    }

    private String local(Duration later) {
        return begin.plus(later).atZone(ZoneOffset.UTC).toLocalDateTime().toString();
    }

    @AfterEach
    void close() {
        if (gate != null) {
            gate.stop(0);
        }
    }

    /** A process some minutes after the beginning. */
    private GitOps at(int minutes) {
        return GitOps.open(
                Inventory.load(inventory),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)))
                        .environment(Map.of(
                                "HOME",
                                folder.toString(),
                                "KUBECONFIG",
                                System.getenv("KUBECONFIG"),
                                "GITOPS_GATE_KEY",
                                "a-key-of-thirty-two-characters-or-so",
                                "GITOPS_GATE_ORIGIN",
                                "http://127.0.0.1:" + gate.getAddress().getPort()))
                        .addCredentials(Credentials.of(gitea.url().toString()).token(bot.token()))
                        .build());
    }

    private Pipeline shop(GitOps gitops) {
        return Pipeline.forApp(gitops.app(app));
    }

    private static void refused(ChangeOutcome outcome, Refusal.Kind kind, String... words) {
        assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(((ChangeOutcome.Refused) outcome).refusals())
                .extracting(Refusal::kind)
                .contains(kind);
        assertThat(String.join("; ", outcome.reasons())).contains(words);
    }

    private static void refused(DeploymentOutcome outcome, Refusal.Kind kind, String... words) {
        assertThat(outcome).as(outcome.toString()).isInstanceOf(DeploymentOutcome.Refused.class);
        assertThat(((DeploymentOutcome.Refused) outcome).refusals())
                .extracting(Refusal::kind)
                .contains(kind);
        assertThat(String.join("; ", outcome.reasons())).contains(words);
    }

    private static void verified(DeploymentOutcome outcome) {
        assertThat(outcome).as(outcome.toString()).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    @Test
    void eachRefusalNamesWhenAndByWhatItEndsAndEndsThen() {
        try (GitOps gitops = at(0)) {
            assertThat(shop(gitops)
                            .release(ImageRef.parse(IMAGE + ":1.1.0"))
                            .to(DEV)
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            verified(shop(gitops).deploy(DEV).execute());
            refused(
                    shop(gitops).promote(DEV, STAGING).execute(),
                    Refusal.Kind.SOAK,
                    "2h are asked for; it ends at ",
                    "wait");
        }
        try (GitOps gitops = at(180)) {
            refused(
                    shop(gitops).promote(DEV, STAGING).execute(),
                    Refusal.Kind.GATE,
                    "gate ticket says no (CHG-42 is open); ask again when it says yes");
            verdict = "{\"verdict\": \"yes\", \"reason\": \"CHG-42\"}";
            assertThat(shop(gitops).promote(DEV, STAGING).execute()).isInstanceOf(ChangeOutcome.Committed.class);
        }
        try (GitOps gitops = at(330)) {
            refused(
                    shop(gitops).deploy(STAGING).execute(),
                    Refusal.Kind.FREEZE,
                    "staging is frozen until "
                            + begin.plus(Duration.ofHours(6))
                                    .atZone(ZoneOffset.UTC)
                                    .toOffsetDateTime(),
                    "(stocktaking)");
        }
        try (GitOps gitops = at(390)) {
            LineStop line = LineStop.ALL.in(STAGING);
            gitops.stop(line, "incident 42");
            refused(
                    shop(gitops).deploy(STAGING).execute(),
                    Refusal.Kind.HOLD,
                    "the line in staging is stopped by alice",
                    "(incident 42)",
                    "lift it with: gitops hold --all --in staging --release");
            refused(
                    shop(gitops).promote(STAGING, PRODUCTION).execute(),
                    Refusal.Kind.VERIFICATION,
                    "deploy it: gitops deploy");
            gitops.free(line);
            verified(shop(gitops).deploy(STAGING).execute());
        }
        try (GitOps gitops = at(400)) {
            ChangeOutcome requested = shop(gitops).promote(STAGING, PRODUCTION).execute();
            assertThat(requested).as(requested.toString()).isInstanceOf(ChangeOutcome.Requested.class);
            long number = requested.request().orElseThrow().number();
            gitea.approve(repository, number, bob, "looks good");
            gitea.merge(repository, number, "merge");
            var deployment = shop(gitops).deploy(PRODUCTION);
            refused(
                    deployment.execute(),
                    Refusal.Kind.APPROVAL,
                    "it needs 2 approvals of " + bob.name() + ", " + carol.name(),
                    "missing: 1 of ",
                    bob.name() + " approved");
            verified(deployment
                    .approved(new Approval(
                            carol.name(), null, null, deployment.plan().diffDigest()))
                    .execute());
            Simulation again = gitops.simulate(SimulationRequest.builder()
                    .since(begin.minusSeconds(60))
                    .until(begin.plus(Duration.ofHours(10)))
                    .build());
            assertThat(again.records()).isGreaterThan(10);
            assertThat(again.differences()).isEmpty();
        }
    }
}
