package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
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
    void refusesAnInventoryWithoutOwnerInWhateverFolderItIs() throws Exception {
        world.commit("platform/apps.yaml", Files.readString(world.inventory()));
        Said said = world.run("check", "-o", "json");
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.json().path("error").path("problems").toString())
                .contains("platform/apps.yaml", "it is the inventory");
    }

    @Test
    void looksAtTheCommitThatACloneHas() throws Exception {
        Files.delete(world.work().resolve("CODEOWNERS"));
        assertThat(world.run("check", "--clone", world.work().toString()).code())
                .isZero();
        assertThat(world.run("check", "--clone", folder.resolve("nowhere").toString())
                        .code())
                .isEqualTo(2);
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
