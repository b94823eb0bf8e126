package dev.gitops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.spi.RenderedManifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, run without a shell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: the programs of these tests are those of Unix")
class CommandStepTest {

    @TempDir
    private Path folder;

    private final Around around = new Around();

    @BeforeEach
    void path() {
        around.variables.put("PATH", System.getenv("PATH"));
    }

    private VerifyStep.Command step(int failures, List<String> variables, String... command) {
        return new VerifyStep.Command(
                List.of(command),
                variables,
                Around.timing(Duration.ofSeconds(2), Duration.ZERO, Duration.ofMillis(100), failures));
    }

    private VerifyResult run(String... command) {
        return around.only(step(0, List.of(), command));
    }

    @Test
    void endsWithZeroOrFailsWithWhatItSaidLast() {
        assertThat(run("true")).returns(true, VerifyResult::passed).returns("exit code 0", VerifyResult::detail);

        VerifySteps.Outcome failed = around.run(step(0, List.of(), "sh", "-c", "echo first; echo last >&2; exit 3"));
        assertThat(failed.results().get(0).detail()).isEqualTo("exit code 3: last");
        assertThat(failed.results().get(0).figures())
                .containsEntry("exitCode", 3.0)
                .containsEntry("failures", 1.0);
        assertThat(failed.failure()).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo(VerifySteps.FAILED);
            assertThat(why.logTail()).containsExactly("first", "last");
        });
    }

    @Test
    void argumentsReachTheProgramAsTheyAreAndNoShellReadsThem() {
        VerifySteps.Outcome outcome = around.run(step(
                0,
                List.of(),
                "sh",
                "-c",
                "printf '%s\\n' \"$@\"; exit 1",
                "-",
                "a b",
                "; ls > x",
                "*",
                "{app}-{namespace}"));
        assertThat(outcome.failure().orElseThrow().logTail())
                .containsExactly("a b", "; ls > x", "*", "shop-shop-production");
    }

    @Test
    void ofTheVariablesItGetsThoseThatAreNamedAndNoOthers() {
        around.variables.put("GITOPS_GIT_PASSWORD", "the-password-of-git");
        around.variables.put("KUBECONFIG", "/root/.kube/config");
        around.variables.put("SMOKE_USER", "smoke-tester");
        List<String> lines = around.run(step(
                        0,
                        List.of("SMOKE_USER", "NOT_SET"),
                        "sh",
                        "-c",
                        "env | sort | sed s/SMOKE_USER=smoke-/user-/; pwd; ls; exit 1"))
                .failure()
                .orElseThrow()
                .logTail();
        assertThat(lines)
                .contains(
                        "GITOPS_APP=shop",
                        "GITOPS_ENVIRONMENT=production",
                        "GITOPS_NAMESPACE=shop-production",
                        "GITOPS_COMMIT=0123456789012345678901234567890123456789",
                        "user-tester")
                .noneMatch(line ->
                        line.contains("KUBECONFIG") || line.contains("GIT_PASSWORD") || line.contains("NOT_SET"));
    }

    @Test
    void whatItPrintsIsKeptToItsEndAndSecretsAreReplaced() {
        around.variables.put("GITOPS_FORGE_TOKEN", "a-token-of-the-forge");
        around.variables.put("PLAIN", "no-name-of-a-secret");
        VerifySteps.Outcome outcome = around.run(
                step(
                        0,
                        List.of("PLAIN"),
                        "sh",
                        "-c",
                        "yes 0123456789 | head -n 200000; echo a-token-of-the-forge; echo \"is $PLAIN\"; printf '\\033[31mred\\n'; exit 1"));
        List<String> lines = outcome.failure().orElseThrow().logTail();
        assertThat(lines).hasSize(20).endsWith("[redacted]", "is [redacted]", "<U+001B>[31mred");
        assertThat(outcome.toString())
                .contains("echo [redacted]")
                .doesNotContain("a-token-of-the-forge", "no-name-of-a-secret");
    }

    @Test
    void whatTakesTooLongIsStoppedWithItsChildren() throws Exception {
        Path sign = folder.resolve("sign");
        VerifyResult result = run("sh", "-c", "(sleep 4; touch " + sign + ") & sleep 30");
        assertThat(result.passed()).isFalse();
        assertThat(result.detail()).startsWith("stopped after 2 s");
        Thread.sleep(2500);
        assertThat(Files.exists(sign)).isFalse();
    }

    /** None is a descendant of it any more, as its parent has ended; one has a session of its own, one another folder, one no variables. */
    @Test
    void whatItLeavesBehindEndsWithItWhateverThatHasMadeOfItself() throws Exception {
        Path ids = folder.resolve("ids");
        assertThat(run(
                                "sh",
                                "-c",
                                "(setsid sleep 301 >/dev/null 2>&1 & echo $! >> " + ids
                                        + "; cd / && sleep 302 >/dev/null 2>&1 & " + "echo $! >> " + ids
                                        + "; env -i sleep 303 >/dev/null 2>&1 & echo $! >> " + ids + ")")
                        .passed())
                .isTrue();
        List<String> started = Files.readAllLines(ids);
        assertThat(started).hasSize(3);
        for (String id : started) {
            java.util.Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(id));
            if (left.isPresent()) {
                left.get().onExit().get(2, java.util.concurrent.TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void whatCannotBeStartedSpeaksOfTheMachineAndNotOfWhatWasDelivered() {
        VerifySteps.Outcome outcome = around.run(step(3, List.of(), "/nowhere/smoke"));
        assertThat(outcome.results().get(0).figures()).containsEntry("tries", 1.0);
        assertThat(outcome.failure()).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("Unanswered");
            assertThat(why.ofTheCommit()).isFalse();
        });
    }

    @Test
    void aThreadThatIsToldToStopStopsItAndSaysSo() {
        Thread self = Thread.currentThread();
        java.util.concurrent.CompletableFuture.delayedExecutor(300, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(self::interrupt);
        Instant began = Instant.now();
        VerifySteps.Outcome outcome = around.run(step(0, List.of(), "sleep", "30"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(outcome.failure())
                .hasValueSatisfying(why -> assertThat(why.aborted()).isTrue());
    }

    @Nested
    class BeforeAnythingIsDelivered {

        private List<String> obstacles(String program) {
            return VerifySteps.obstacles(
                    List.of(step(0, List.of(), program)),
                    new RenderedManifests("", List.of(), List.of()),
                    () -> true,
                    around.surroundings().settings());
        }

        @Test
        void theMachinesListSaysWhatMayRun() {
            assertThat(obstacles("k6")).singleElement().asString().contains("k6", "GITOPS_VERIFY_COMMANDS");
            around.variables.put("GITOPS_VERIFY_COMMANDS", "k6, /opt/checks/ /usr/bin/curl");
            assertThat(obstacles("k6")).isEmpty();
            assertThat(obstacles("/opt/checks/smoke")).isEmpty();
            assertThat(obstacles("/usr/bin/curl")).isEmpty();
            assertThat(obstacles("/opt/checks/../../bin/sh")).hasSize(1);
            assertThat(obstacles("/usr/bin/curl2")).hasSize(1);
            assertThat(obstacles("sh")).hasSize(1);
        }
    }
}
