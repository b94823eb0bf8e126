package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    @TempDir
    private Path folder;

    private CommandWorld world;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.in(folder);
    }

    @Test
    void passesWhereAllIsWell() {
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isZero();
        assertThat(said.json().path("checked").asInt()).isEqualTo(5);
    }

    @Test
    void tellsEveryManifestThatDoesNotRender() throws Exception {
        world.commit("apps/shop/base/kustomization.yaml", "resources: [missing.yaml]\n");
        world.commit("apps/plain/dev/deployment.yaml", "kind: [\n");
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().path("error").path("problems").toString())
                .contains("missing.yaml", "apps/plain/dev/deployment.yaml");
    }

    @Test
    void refusesAProtectedEnvironmentThatNobodyOwns() throws Exception {
        world.commit("CODEOWNERS", "/apps/*/environments/production/ @release-managers\n/apps/shop/ # nobody\n");
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.json()
                        .path("error")
                        .path("problems")
                        .get(0)
                        .path("file")
                        .asText())
                .startsWith("apps/shop/environments/production");
    }

    @Test
    void refusesASharedBaseThatReachesAProtectedEnvironmentAndHasNoOwner() throws Exception {
        world.commit("CODEOWNERS", "/apps/*/environments/production/ @release-managers\n/* @release-managers\n");
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.json().path("error").path("problems").toString())
                .contains("apps/shop/base", "it reaches production, which is protected");
    }

    @Test
    void refusesOwnersThatAnybodyMayChange() throws Exception {
        world.commit(
                "CODEOWNERS", "/apps/*/environments/production/ @release-managers\n/apps/*/base/ @release-managers\n");
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(3);
        JsonNode problems = said.json().path("error").path("problems");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path("file").asText()).isEqualTo("CODEOWNERS");
            assertThat(problem.path("message").asText()).contains("whoever changes it says who owns what");
            assertThat(problem.path("hint").asText()).contains("/CODEOWNERS @OWNER");
        });
    }

    @Test
    void refusesOwnersThatAFileInAnotherPlaceWouldReplace() throws Exception {
        String inventory = Files.readString(world.inventory());
        Files.writeString(
                world.inventory(),
                inventory.replace(
                        "forge: { type: none }", "forge: { type: github, url: \"https://git.example.com\" }"));
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).as(said.err()).isEqualTo(3);
        assertThat(said.json().path("error").path("problems"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path("file").asText()).isEqualTo(".github/CODEOWNERS"));
    }

    @Test
    void refusesAnInventoryWithoutOwnerInWhateverFolderItIs() throws Exception {
        world.commit("platform/apps.yaml", Files.readString(world.inventory()));
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.json().path("error").path("problems").toString())
                .contains("platform/apps.yaml", "it is the inventory");
    }

    @Nested
    class OfAClone {

        private Said check(String... more) {
            return world.run(
                    Stream.concat(Stream.of("check", "--clone", world.work().toString()), Stream.of(more))
                            .toArray(String[]::new));
        }

        @Test
        void saysWhichCommitItLookedAt() throws Exception {
            String tip = world.tip();

            assertThat(check().out())
                    .isEqualTo("checked 5 environments of applications at commit " + tip.substring(0, 7)
                            + "; nothing is wrong\n");
            assertThat(check().err()).isEmpty();
            JsonNode json = check("-o", "json").json();
            assertThat(json.path("commit").asText()).isEqualTo(tip);
            assertThat(json.path("uncommitted").isArray()).isTrue();
            assertThat(json.path("uncommitted")).isEmpty();
        }

        @Test
        void looksAtAFileThatIsNotCommittedAndNamesIt() throws Exception {
            Path broken = world.work().resolve("apps/plain/dev/deployment.yaml");
            Files.writeString(broken, "kind: [\n");

            Said said = check();

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err())
                    .contains(
                            "this looks at commit " + world.tip().substring(0, 7)
                                    + " and a file that is not committed: apps/plain/dev/deployment.yaml; --committed leaves that out")
                    .contains("apps/plain/dev/deployment.yaml:");
            assertThat(Files.readString(broken)).isEqualTo("kind: [\n");
            assertThat(world.work().resolve(".git/index.lock")).doesNotExist();
        }

        @Test
        void looksAtWhatWasDeleted() throws Exception {
            Files.delete(world.work().resolve("CODEOWNERS"));

            assertThat(check().code()).isEqualTo(3);
            assertThat(check("--committed").code()).isZero();
            assertThat(check("--committed").err()).isEmpty();
        }

        @Test
        void looksAtNewFilesAndFoldersButNotAtWhatIsIgnored() throws Exception {
            Path work = world.work();
            Files.writeString(work.resolve(".gitignore"), "build/\n");
            Files.createDirectory(work.resolve("build"));
            Files.writeString(work.resolve("build/x.yaml"), "kind: [\n");
            Files.writeString(work.resolve("apps/plain/dev/zwölf und eins.yaml"), "kind: [\n");
            Files.delete(work.resolve("apps/shop/base/deployment.yaml"));
            Files.createDirectory(work.resolve("apps/shop/base/deployment.yaml"));
            Files.writeString(work.resolve("apps/shop/base/deployment.yaml/inner.yaml"), "{}\n");

            Said said = check();

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err())
                    .contains("4 files that are not committed: .gitignore, apps/plain/dev/zwölf und eins.yaml,")
                    .doesNotContain("build/");
        }

        @Test
        void namesFewOfManyFiles() throws Exception {
            for (int i = 0; i < 12; i++) {
                Files.writeString(world.work().resolve("note-" + i + ".txt"), "x");
            }

            Said said = check("-o", "json");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.err()).contains("12 files that are not committed: note-0.txt,", " and 7 more;");
            assertThat(said.json().path("uncommitted")).hasSize(12);
        }

        @Test
        void isTheSameAgainWhereAFolderIsGivenOrACommitIsCheckedOut() throws Exception {
            try (Git git = Git.open(world.work().toFile())) {
                git.checkout().setName(world.tip()).call();
            }
            Files.writeString(world.work().resolve("apps/plain/dev/deployment.yaml"), "kind: [\n");

            assertThat(check().code()).isEqualTo(2);
            assertThat(world.run(
                                    "check",
                                    "--clone",
                                    world.work().resolve("apps").toString())
                            .code())
                    .isEqualTo(2);
            assertThat(world.run("check", "--clone", folder.resolve("nowhere").toString())
                            .code())
                    .isEqualTo(2);
        }

        @Test
        void passesOverPipesWhichGitDoesNotKnow() throws Exception {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: no mkfifo here");
            Path fresh = Files.createDirectories(folder.resolve("fresh/apps/plain/dev"));
            Files.copy(world.work().resolve("apps/plain/dev/deployment.yaml"), fresh.resolve("deployment.yaml"));
            for (Path pipe : List.of(world.work().resolve("apps/plain/dev/pipe"), fresh.resolve("pipe"))) {
                assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                        .isZero();
            }

            assertThat(check().code()).isZero();
            assertThat(world.run(
                                    "render",
                                    "plain",
                                    "dev",
                                    "--clone",
                                    folder.resolve("fresh").toString())
                            .out())
                    .contains("plain:1.0.0");
        }

        @Test
        void rendersTheFilesAtHandOfTheBranch() throws Exception {
            Path file = world.work().resolve("apps/plain/dev/deployment.yaml");
            Files.writeString(file, Files.readString(file).replace("plain:1.0.0", "plain:2.0.0"));

            Said said =
                    world.run("render", "plain", "dev", "--clone", world.work().toString());

            assertThat(said.out()).contains("plain:2.0.0");
            assertThat(said.err()).contains("apps/plain/dev/deployment.yaml; --committed leaves that out");
            assertThat(world.run(
                                    "render",
                                    "plain",
                                    "dev",
                                    "--committed",
                                    "--clone",
                                    world.work().toString())
                            .out())
                    .contains("plain:1.0.0");
        }
    }

    @Test
    void cannotAskTheHostWhereThereIsNone() {
        Said said = world.run("check", "--forge");
        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("forge: none");
    }

    @Test
    void tellsARepositoryThatIsNotThere() throws Exception {
        Files.writeString(world.inventory(), Files.readString(world.inventory()).replace("config.git", "other.git"));
        assertThat(world.run("check").code()).isEqualTo(2);
    }

    @Test
    void tellsAHealthRuleThatIsNoExpressionWhereItStands() throws Exception {
        Files.writeString(
                world.inventory(),
                "health:\n  - { kind: db.example.com/Database, healthy: \"self.status.ready\", failed: \"self.status.(\" }\n",
                StandardOpenOption.APPEND);
        long line = Files.readAllLines(world.inventory()).size();

        Said said = world.run("check", "-o", "json");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().path("error").path("problems")).singleElement().satisfies(problem -> {
            assertThat(problem.path("file").asText()).endsWith("apps.yaml");
            assertThat(problem.path("line").asLong()).isEqualTo(line);
            assertThat(problem.path("key").asText()).isEqualTo("health[0].failed");
            assertThat(problem.path("message").asText()).contains("is no expression of CEL");
        });
    }

    @Test
    void tellsInventoriesThatLeaveOpenWhoseRulesHold() throws Exception {
        String owners = Files.readString(world.work().resolve("CODEOWNERS"));
        world.commit("CODEOWNERS", owners + "/*.yaml @release-managers\n/other/ @release-managers\n");
        world.commit("apps.yaml", Files.readString(world.inventory()));
        world.commit("other/apps.yaml", Files.readString(world.inventory()));

        Said said = world.run("check");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).containsOnlyOnce("apps.yaml, other/apps.yaml").contains("--inventory-home");
        assertThat(world.run("promote", "shop", "--from", "dev", "--to", "staging")
                        .err())
                .contains("apps.yaml, other/apps.yaml");
    }

    @Test
    void tellsAnImageThatNoManifestHas() throws Exception {
        world.commit(
                "apps/shop/base/deployment.yaml",
                Files.readString(world.work().resolve("apps/shop/base/deployment.yaml"))
                        .replace("payments/shop", "payments/shoop"));

        Said said = world.run("check");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("shop in dev: no container of its manifests runs this image")
                .contains("is registry.example.com/payments/shoop meant?")
                .contains("shop in production");
        assertThat(world.run("check").err()).as("a second time").isEqualTo(said.err());
    }

    @Test
    void tellsApplicationsThatShareAPath() throws Exception {
        Files.writeString(world.inventory(), Files.readString(world.inventory()).replace("audit:", """
                                  - name: cart
                                    source: https://git.example.com/payments/cart.git
                                    image: registry.example.com/payments/plain
                                    manifests: { plain: "apps/plain/{environment}" }
                                    environments: [dev]
                                audit:"""));

        Said said = world.run("check", "-o", "json");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().path("error").path("problems")).singleElement().satisfies(problem -> {
            assertThat(problem.path("value").asText()).isEqualTo("apps/plain/dev");
            assertThat(problem.path("message").asText()).contains("cart, plain share this path");
        });
    }
}
