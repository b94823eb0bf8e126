package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.jobdsl.dsl.SeedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Jenkinsfiles that people take into their repositories: an application's, and the config repository's. */
class JenkinsfilesTest {

    private static final String DOCKER = """
            #!/bin/sh
            echo "$@" >> "$STUB/docker"
            case "$1" in
                login) cat > "$STUB/password" ;;
                inspect) echo "other/image@sha256:99"; echo "registry.example.com/team/app@sha256:12" ;;
            esac
            """;

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeRepository() throws Exception {
        workspace = new Workspace(folder).command("docker", DOCKER);
        Path test = Files.writeString(workspace.folder().resolve("test"), "#!/bin/sh\nexit ${TESTS:-0}\n");
        Files.setPosixFilePermissions(test, PosixFilePermissions.fromString("rwxr-xr-x"));
        git(
                "git init --quiet --initial-branch=main && git config user.name a && git config user.email a@example.com && git add . && git commit --quiet -m Begin");
    }

    @Nested
    class OfAnApplication {

        @Test
        void releasesWhatAFeedingBranchPushed() throws Exception {
            PlayedPipeline played = build("main");

            assertThat(played.build().getResult()).as(played.build().reason()).isEqualTo("SUCCESS");
            assertThat(docker())
                    .contains(
                            "build --tag registry.example.com/team/app:" + head() + " .",
                            "push registry.example.com/team/app:" + head(),
                            "push registry.example.com/team/app:main-latest");
            assertThat(Played.started(played))
                    .singleElement()
                    .asString()
                    .contains(
                            "job=../../deliver/shop/release",
                            "value=registry.example.com/team/app:" + head() + "@sha256:12",
                            "value=dev");
        }

        @Test
        void onlyBuildsAndTestsAnotherBranch() throws Exception {
            PlayedPipeline played = build("feature/x");

            assertThat(docker()).contains("build --tag").doesNotContain("push", "login");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void stopsWhereATestFails() {
            workspace.variable("TESTS", "1");

            PlayedPipeline played = build("main");

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.ran()).containsExactly("Look", "Test");
        }

        @Test
        void bindsTheRegistrysCredentialsWhereItPushesOnly() throws Exception {
            assertThat(Played.credentials(build("main"))).isEqualTo("""
                            Look:\s
                            Test:\s
                            Image:\s
                            Push: registry-creds
                            """);
            assertThat(docker()).doesNotContain("secret of registry-creds in REGISTRY_PASSWORD");
            assertThat(Files.readString(folder.resolve("stub/password")))
                    .isEqualTo("secret of registry-creds in REGISTRY_PASSWORD");
        }

        @Test
        void doesNotBuildACommitOfTheChartAlone() throws Exception {
            workspace.variable("GIT_PREVIOUS_SUCCESSFUL_COMMIT", head());
            git("mkdir -p deploy/chart && touch deploy/chart/values.yaml && git add . && git commit --quiet -m Chart");

            assertThat(build("main", "deploy/chart").ran()).containsExactly("Look");
            assertThat(build("main", "").ran()).contains("Push");

            git("touch source && git add . && git commit --quiet -m Source");
            assertThat(build("main", "deploy/chart").ran()).contains("Push");
        }

        private PlayedPipeline build(String branch) {
            return build(branch, "");
        }

        private PlayedPipeline build(String branch, String notSource) {
            workspace
                    .variable("BRANCH_NAME", branch)
                    .variable("BUILD_NUMBER", "7")
                    .variable("GIT_COMMIT", head());
            String text = SeedRun.file("pipelines/build.Jenkinsfile")
                    .replace("NOT_SOURCE = ''", "NOT_SOURCE = '" + notSource + "'");
            return new PlayedPipeline(new Build("gitops/build/shop/main"), workspace).play(text);
        }

        private String docker() throws Exception {
            return Files.readString(folder.resolve("stub/docker"));
        }
    }

    @Nested
    class OfTheConfigRepository {

        @BeforeEach
        void makeOrigin() {
            workspace.answers("review", "{\"verdict\": \"passed\"}");
            git("git clone --quiet --bare . ../origin.git && git remote add origin \"$PWD/../origin.git\"");
            git("git checkout --quiet -b 'people/change' && touch x && git add . && git commit --quiet -m Change");
            // What Jenkins leaves: a commit that is checked out, the branches of the remote, no branch, and no login to
            // fetch with.
            git("git push --quiet origin main people/change && git fetch --quiet origin"
                    + " && git checkout --quiet --detach && git branch --quiet -D main people/change"
                    + " && git remote set-url origin https://git.invalid/private.git");
        }

        @Test
        void checksAChangeAndReviewsIt() {
            PlayedPipeline played = Played.file(
                    "pipelines/config.Jenkinsfile",
                    new Build("gitops/config/people%2Fchange"),
                    branch("people/change"));

            assertThat(played.build().getResult()).as(played.build().reason()).isEqualTo("SUCCESS");
            assertThat(workspace.call("check").arguments())
                    .containsExactly("check", "--clone", ".", "--committed", "-o", "json");
            assertThat(workspace.call("review").arguments())
                    .startsWith("review", "--clone", ".", "--from")
                    .contains("--write", "review");
            assertThat(played.steps().done("archiveArtifacts").get(0).argument())
                    .isEqualTo("review/*");
            assertThat(Played.started(played))
                    .singleElement()
                    .asString()
                    .contains("job=/gitops/deliver/review", "value=people/change");
        }

        @Test
        void failsWhereTheReviewBlocksItAndTellsItAllTheSame() {
            workspace.answers("review", "{\"verdict\": \"blocked\"}", 3);

            PlayedPipeline played = Played.file(
                    "pipelines/config.Jenkinsfile",
                    new Build("gitops/config/people%2Fchange"),
                    branch("people/change"));

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).contains("the review blocks it");
            assertThat(Played.started(played)).hasSize(1);
        }

        @Test
        void leavesTheReasonOnTheBuildsPage() {
            workspace.answers(
                    "check",
                    "{\"error\": {\"code\": 2, \"message\": \"the config repository\", \"problems\": [{\"message\": \"dev does not render\"}]}}",
                    2);

            PlayedPipeline played = Played.file(
                    "pipelines/config.Jenkinsfile",
                    new Build("gitops/config/people%2Fchange"),
                    branch("people/change"));

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("the config repository; dev does not render");
        }

        @Test
        void onlyChecksTheProtectedBranch() {
            PlayedPipeline played =
                    Played.file("pipelines/config.Jenkinsfile", new Build("gitops/config/main"), branch("main"));

            assertThat(played.ran()).containsExactly("Check");
        }

        @Test
        void bindsNoCredentials() {
            assertThat(Played.file(
                                    "pipelines/config.Jenkinsfile",
                                    new Build("gitops/config/people%2Fchange"),
                                    branch("people/change"))
                            .steps()
                            .done("sh"))
                    .allSatisfy(step -> assertThat(step.credentials()).isEmpty());
        }

        private Workspace branch(String name) {
            return workspace.variable("BRANCH_NAME", name);
        }
    }

    private void git(String commands) {
        Workspace.Ran ran = workspace.shell(commands, workspace.environment());
        assertThat(ran.code()).as(ran.errors()).isZero();
    }

    private String head() {
        return workspace
                .shell("git rev-parse HEAD", workspace.environment())
                .output()
                .trim();
    }
}
