package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.jobdsl.JobPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gitops jobs plan --clone}: what a run of the seed declares, compared with what the last run declared. */
class JobsOfACloneTest {

    @TempDir
    private Path folder;

    private Path config;
    private String commit;
    private String digest;

    @BeforeEach
    void firstRun() throws Exception {
        config = folder.resolve("config");
        assertThat(CommandWorld.bare("init", "config", config.toString()).code())
                .isZero();
        commit("Begin");

        JsonNode first = plan(6);

        assertThat(first.path("declare").asText()).isEqualTo("everything");
        assertThat(first.path("folder").asText()).isEqualTo("gitops");
        assertThat(first.path("dispatchers").toString()).contains("gitops/deliver/dispatch");
        commit = first.path("commit").asText();
        digest = first.path("digest").asText();
    }

    @Test
    void declaresNothingWhereNothingChanged() {
        JsonNode again = plan(0, "--since=" + commit, "--declared=" + digest);

        assertThat(again.path("declare").asText()).isEqualTo("nothing");
        assertThat(again.path("create")).isEmpty();
        assertThat(again.path("dispatchers")).isEmpty();
    }

    @Test
    void declaresNothingForACommitThatTouchesAnEnvironmentOnly() throws Exception {
        Files.writeString(config.resolve("apps/shop/base/extra.yaml"), "x: 1\n");
        commit("Touch an application");

        assertThat(plan(0, "--since=" + commit, "--declared=" + digest)
                        .path("declare")
                        .asText())
                .isEqualTo("nothing");
    }

    @Test
    void declaresTheJobsOfANewApplicationOnly() throws Exception {
        assertThat(CommandWorld.bare("init", "app", "billing", "--inventory=" + config.resolve("apps.yaml"))
                        .code())
                .isZero();
        commit("Add billing");

        JsonNode next = plan(6, "--since=" + commit, "--declared=" + digest);

        assertThat(next.path("declare").asText()).isEqualTo("changes");
        assertThat(next.path("create").toString()).contains("gitops/deliver/billing/deploy-dev");
        JobPlan declared = JobPlan.read(folder.resolve("out/jobs.json"));
        assertThat(declared.pipelines())
                .extracting(job -> job.path())
                .noneMatch(path -> path.contains("/shop/"))
                .anyMatch(path -> path.contains("/billing/"));
        assertThat(declared.folders())
                .extracting(each -> each.path())
                .containsExactly("gitops", "gitops/build", "gitops/deliver", "gitops/deliver/billing");
    }

    @Test
    void namesThePipelinesOfAScriptThatChanged() throws Exception {
        Path script = config.resolve("seed/pipelines/drift.groovy");
        Files.writeString(script, Files.readString(script) + "// changed\n");
        commit("Change a script");

        JsonNode next = plan(6, "--since=" + commit, "--declared=" + digest);

        assertThat(next.path("change").toString())
                .contains("{\"job\":\"gitops/deliver/drift\",\"fields\":[\"script\"]}");
    }

    @Test
    void declaresEverythingWhereTheDigestOrTheCommitIsNotKnown() {
        assertThat(plan(0, "--since=" + commit, "--declared=sha256:00")
                        .path("declare")
                        .asText())
                .isEqualTo("everything");
        assertThat(plan(6, "--since=" + "0".repeat(40), "--declared=" + digest)
                        .path("declare")
                        .asText())
                .isEqualTo("everything");
        assertThat(plan(0, "--since=" + commit, "--declared=" + digest, "--delete-removed")
                        .path("declare")
                        .asText())
                .isEqualTo("everything");
    }

    private JsonNode plan(int code, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "--inventory=" + config.resolve("apps.yaml"),
                "jobs",
                "plan",
                "--clone=" + config,
                "--out=" + folder.resolve("out"),
                "-o",
                "json"));
        words.addAll(List.of(more));
        Said said = CommandWorld.bare(words.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isEqualTo(code);
        return said.json();
    }

    private void commit(String message) throws Exception {
        try (Git git = Git.init()
                .setInitialBranch("main")
                .setDirectory(config.toFile())
                .call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage(message)
                    .setAuthor("alice", "alice@example.com")
                    .setCommitter("alice", "alice@example.com")
                    .setSign(false)
                    .call();
        }
    }
}
