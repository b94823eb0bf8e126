package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.LineStop;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.gate.GateServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three weeks of one application and its database, done with the real tool on real bare Git: whatever can be in the way was in the way once. */
final class RecordedPast implements AutoCloseable {

    /** A Monday. */
    static final Instant BEGIN = Instant.parse("2027-03-01T09:00:00Z");

    private static final String DATABASE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: db }
            spec: { template: { spec: { containers: [{ name: db, image: "registry.example.com/db:%s" }] } } }
            """;

    private static final String ENVIRONMENTS = """
            dev: { cluster: dev, delivery: rendered }
            staging:
              cluster: staging
              promotesFrom: [dev]
              delivery: rendered
              windows: { deny: [{ from: "FRI 16:00", to: "MON 06:00", reason: weekend }] }
              gates: [{ name: ticket, http: "%s/{app}", before: promotion, interval: 2s, deadline: 1s }]
            production:
              cluster: production
              promotesFrom: [{ environment: staging, for: 2h }]
              delivery: rendered
              approvers: [payments]
            """;

    final MovableClock clock = new MovableClock(BEGIN);
    final GateServer gates = new GateServer();
    final TestWorld world;
    private GitOps gitops;

    RecordedPast(Path folder) throws Exception {
        world = new TestWorld(folder)
                .withEnvironments(ENVIRONMENTS.formatted(gates.url()))
                .withAppLine("""
                        after: [db]
                          - name: db
                            image: registry.example.com/db
                            manifests: { plain: "apps/db/{environment}" }
                            environments: [dev]
                        """.strip())
                .withKeys("audit: { store: git }\nline: { mayPass: [dave] }\n")
                .withVariables(Map.of("GITOPS_GATE_KEY", GateServer.KEY, "GITOPS_GATE_ORIGIN", gates.url()));
        world.push("carol", Map.of("apps/db/dev/deployment.yaml", DATABASE.formatted("1")));
        gitops = world.as("carol", clock);
        happen();
    }

    GitOps gitops() {
        return gitops;
    }

    private void happen() throws Exception {
        // the first week: what goes, and what is refused where it is asked for wrongly
        expect(release("1.1.0", 1), null);
        String first = world.tip("main");
        expect(deploy("shop", DEV), Refusal.Kind.DEPENDENCY);
        expect(promote(DEV, STAGING), Refusal.Kind.VERIFICATION);
        expect(deploy("db", DEV), null);
        expect(deploy("shop", DEV), null);
        expect(
                Pipeline.forApp(gitops.app("shop"))
                        .release(new Release(List.of(image("1.1.0")), 1L, null, null))
                        .to(STAGING)
                        .plan()
                        .execute(),
                Refusal.Kind.PATH);
        gates.says(200, "{\"verdict\": \"no\", \"reason\": \"CHG-1\"}")
                .says(200, "{\"verdict\": \"yes\", \"reason\": \"CHG-1\"}");
        expect(promote(DEV, STAGING), Refusal.Kind.GATE);
        expect(promote(DEV, STAGING), null);
        expect(deploy("shop", STAGING), null);
        hours(1);
        expect(promote(STAGING, PRODUCTION), Refusal.Kind.SOAK);
        hours(2);
        expect(promote(STAGING, PRODUCTION), null);
        expect(deploy("shop", PRODUCTION), Refusal.Kind.APPROVAL);
        expect(approved(PRODUCTION), null);
        // an older build, a hold, the line
        expect(release("1.3.0", 3), null);
        assertThat(release("1.2.0", 2)).isInstanceOf(ChangeOutcome.Superseded.class);
        minutes(1);
        assertThat(Pipeline.forApp(gitops.app("shop")).hold(DEV).plan().execute())
                .isInstanceOf(ChangeOutcome.Committed.class);
        minutes(1);
        expect(release("1.4.0", 4), Refusal.Kind.HOLD);
        assertThat(Pipeline.forApp(gitops.app("shop")).unhold(DEV).plan().execute())
                .isInstanceOf(ChangeOutcome.Committed.class);
        gitops.stop(LineStop.ALL.in(DEV), "incident");
        expect(release("1.4.0", 4), Refusal.Kind.HOLD);
        expect(deploy("shop", DEV), Refusal.Kind.HOLD);
        gitops.free(LineStop.ALL.in(DEV));
        expect(release("1.4.0", 4), null);
        expect(deploy("shop", DEV), null);
        // what is older, what the host does not take, and what is on no branch
        expect(Pipeline.forApp(gitops.app("shop")).deploy(DEV).at(first).execute(), Refusal.Kind.ORDER);
        Path hook = world.remote().resolve("hooks/pre-receive");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n! grep -q refs/heads/main\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        expect(release("1.5.0", 5), Refusal.Kind.HOST);
        Files.delete(hook);
        String side = git(
                "-c",
                "user.name=eve",
                "-c",
                "user.email=eve@example.com",
                "commit-tree",
                "-p",
                "main",
                "-m",
                "Aside",
                "main^{tree}");
        git("update-ref", "refs/heads/side", side);
        expect(Pipeline.forApp(gitops.app("shop")).deploy(DEV).at(side).execute(), Refusal.Kind.PROVENANCE);
        // the weekend
        clock.set(Instant.parse("2027-03-05T16:30:00Z"));
        expect(promote(DEV, STAGING), Refusal.Kind.FREEZE);
        clock.set(Instant.parse("2027-03-08T07:00:00Z"));
        expect(promote(DEV, STAGING), null);
        clock.set(Instant.parse("2027-03-12T17:00:00Z"));
        expect(deploy("shop", STAGING), Refusal.Kind.FREEZE);
        expect(
                Pipeline.forApp(gitops.app("db"))
                        .rollback(DEV)
                        .toPrevious()
                        .plan()
                        .execute(),
                Refusal.Kind.STATE);
        clock.set(Instant.parse("2027-03-15T08:00:00Z"));
        expect(deploy("shop", STAGING), null);
        // back, and no further back
        expect(rollback(STAGING), null);
        expect(deploy("shop", STAGING), null);
        expect(
                Pipeline.forApp(gitops.app("db"))
                        .rollback(DEV)
                        .toPrevious()
                        .plan()
                        .execute(),
                Refusal.Kind.STATE);
        hours(1);
    }

    private static void expect(ChangeOutcome outcome, Refusal.@Nullable Kind kind) {
        if (kind == null) {
            assertThat(outcome).isInstanceOf(ChangeOutcome.Committed.class);
        } else {
            assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(((ChangeOutcome.Refused) outcome).refusals())
                    .extracting(Refusal::kind)
                    .contains(kind);
        }
    }

    private static void expect(DeploymentOutcome outcome, Refusal.@Nullable Kind kind) {
        if (kind == null) {
            assertThat(outcome).isInstanceOfAny(DeploymentOutcome.Verified.class, DeploymentOutcome.Unchanged.class);
        } else {
            assertThat(outcome).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(((DeploymentOutcome.Refused) outcome).refusals())
                    .extracting(Refusal::kind)
                    .contains(kind);
        }
    }

    private String git(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("git", "-C", world.remote().toString()));
        words.addAll(List.of(arguments));
        Process git = new ProcessBuilder(words).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return said.strip();
    }

    private static ReleasedImage image(String tag) {
        return new ReleasedImage("shop", ImageRef.parse(TestWorld.IMAGE + ":" + tag));
    }

    private ChangeOutcome release(String tag, long build) {
        minutes(1);
        return Pipeline.forApp(gitops.app("shop"))
                .release(new Release(List.of(image(tag)), build, null, null))
                .to(DEV)
                .plan()
                .execute();
    }

    private ChangeOutcome promote(EnvironmentName from, EnvironmentName to) {
        minutes(1);
        return Pipeline.forApp(gitops.app("shop")).promote(from, to).plan().execute();
    }

    private ChangeOutcome rollback(EnvironmentName environment) {
        minutes(1);
        return Pipeline.forApp(gitops.app("shop"))
                .rollback(environment)
                .toPrevious()
                .plan()
                .execute();
    }

    private DeploymentOutcome deploy(String app, EnvironmentName environment) {
        minutes(1);
        return Pipeline.forApp(gitops.app(app)).deploy(environment).execute();
    }

    private DeploymentOutcome approved(EnvironmentName environment) {
        minutes(1);
        var deployment = Pipeline.forApp(gitops.app("shop")).deploy(environment);
        return deployment
                .approved(new Approval("alice", null, null, deployment.plan().diffDigest()))
                .execute();
    }

    private void minutes(int time) {
        clock.pass(Duration.ofMinutes(time));
    }

    private void hours(int time) {
        clock.pass(Duration.ofHours(time));
    }

    @Override
    public void close() {
        gitops.close();
        gates.close();
    }
}
