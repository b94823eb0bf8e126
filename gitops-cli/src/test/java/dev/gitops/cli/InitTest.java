package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitTest {

    @TempDir
    private Path folder;

    @Nested
    class OfAConfigRepository {

        @ParameterizedTest
        @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket", "bitbucket-cloud", "azure-devops", "none"})
        void passesItsOwnCheckAndGetsAnotherApplication(String forge) throws Exception {
            Path config = folder.resolve("config");
            String url = "https://git.example.com/platform/infra.git";
            assertThat(CommandWorld.bare("init", "config", config.toString(), "--repository", url, "--forge", forge)
                            .code())
                    .isZero();
            String before = Files.readString(config.resolve("apps.yaml"));
            String inventory = "--inventory=" + config.resolve("apps.yaml");
            assertThat(CommandWorld.bare(
                                    "init",
                                    "app",
                                    "billing",
                                    inventory,
                                    "--jenkinsfile",
                                    folder.resolve("source").toString())
                            .code())
                    .isZero();
            assertThat(Files.readString(config.resolve("apps.yaml")))
                    .startsWith(before)
                    .contains("- name: billing");
            assertThat(folder.resolve("source/Jenkinsfile"))
                    .content()
                    .contains("IMAGE = 'registry.example.com/team/billing'");
            commit(config);
            Said check = CommandWorld.bare("check", inventory, "--clone", config.toString());
            assertThat(check.code()).as(check.err()).isZero();
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isCheckedBeforeAnythingWasCommitted(boolean initialized) throws Exception {
            Path config = folder.resolve("config");
            CommandWorld.bare("init", "config", config.toString());
            if (initialized) {
                Git.init().setDirectory(config.toFile()).call().close();
            }
            String inventory = "--inventory=" + config.resolve("apps.yaml");
            List<String> before = files(config);
            Said check = CommandWorld.bare("check", inventory, "--clone", config.toString());
            assertThat(check.code()).as(check.err()).isZero();
            assertThat(check.out()).contains("checked 3 environments");
            assertThat(files(config)).isEqualTo(before);
            Files.delete(config.resolve("apps/shop/base/service.yaml"));
            Said broken = CommandWorld.bare("check", inventory, "--clone", config.toString());
            assertThat(broken.code()).isEqualTo(2);
            assertThat(broken.err()).contains("service.yaml");
        }

        private List<String> files(Path config) throws Exception {
            try (Stream<Path> files = Files.walk(config)) {
                return files.map(Path::toString).sorted().toList();
            }
        }

        @Test
        void overwritesNothing() throws Exception {
            Files.writeString(folder.resolve("README.md"), "mine\n");
            Said said = CommandWorld.bare("init", "config", folder.toString(), "-o", "json");
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.json()
                            .path("error")
                            .path("problems")
                            .get(0)
                            .path("file")
                            .asText())
                    .endsWith("README.md");
            assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("apps.yaml"));
        }

        @Test
        void hasTheJenkinsfileOfTheConfigCheck() {
            CommandWorld.bare("init", "config", folder.resolve("config").toString());
            assertThat(folder.resolve("config/Jenkinsfile")).content().contains("gitops check --clone .");
        }

        @Test
        void hasTheWholeSeedForJenkins() throws Exception {
            CommandWorld.bare("init", "config", folder.resolve("config").toString());
            Path written = folder.resolve("config/seed");
            Path origin = Path.of("../seed");
            try (Stream<Path> files = Files.walk(origin)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("apps.yaml"))
                        .toList()) {
                    Path same = written.resolve(origin.relativize(file).toString());
                    assertThat(same).hasSameBinaryContentAs(file);
                    assertThat(Files.isExecutable(same)).as(same.toString()).isEqualTo(Files.isExecutable(file));
                }
            }
        }

        private void commit(Path config) throws Exception {
            try (Git git = Git.init()
                    .setInitialBranch("main")
                    .setDirectory(config.toFile())
                    .call()) {
                git.add().addFilepattern(".").call();
                git.commit()
                        .setMessage("Begin")
                        .setAuthor("a", "a@example.com")
                        .setCommitter("a", "a@example.com")
                        .setSign(false)
                        .call();
            }
        }
    }

    @Nested
    class OfAnApplication {

        @Test
        void refusesANameThatIsTakenAndChangesNothing() throws Exception {
            CommandWorld world = CommandWorld.in(folder);
            String before = Files.readString(world.inventory());
            assertThat(world.run("init", "app", "shop").code()).isEqualTo(2);
            assertThat(world.run("init", "app", "My Shop").err())
                    .contains("the application's name", "(is \"My Shop\")");
            assertThat(world.run("init", "app", "billing", "--team", "nobody").code())
                    .isEqualTo(2);
            assertThat(world.run("init", "app", "billing", "--image", "registry.example.com/a:1")
                            .code())
                    .isEqualTo(2);
            assertThat(Files.readString(world.inventory())).isEqualTo(before);
            assertThat(folder.resolve("apps")).doesNotExist();
        }
    }

    @Nested
    class OfClusters {

        @Test
        void writesTheRolesOfAnEnvironment() throws Exception {
            CommandWorld world = CommandWorld.in(folder);
            assertThat(world.run("init", "rbac", "dev").out()).contains("kind: ServiceAccount", "name: gitops-dev");
            Path out = folder.resolve("rbac");
            assertThat(world.run("init", "rbac", "staging", "--out", out.toString())
                            .code())
                    .isZero();
            assertThat(out.resolve("staging.yaml")).content().contains("kind: RoleBinding");
            assertThat(world.run("init", "rbac", "nowhere").code()).isEqualTo(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"argocd", "flux"})
        void writesAFileAnApplicationAndEnvironment(String kind) throws Exception {
            CommandWorld world = CommandWorld.in(folder);
            Path out = folder.resolve("out");
            assertThat(world.run("init", kind, "--out", out.toString()).code()).isEqualTo(2);
            Files.writeString(
                    world.inventory(),
                    Files.readString(world.inventory())
                            .replace(
                                    "cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered",
                                    "cluster: staging, namespace: staging, promotesFrom: [dev], delivery: " + kind));
            Said said = world.run("init", kind, "--out", out.toString(), "-o", "json");
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.json().path("files")).hasSize(2);
            assertThat(out.resolve("shop-staging.yaml")).content().contains("path: ");
        }
    }
}
