package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose rules hold: those of the inventory where it is kept, whatever the file at hand says. On real bare Git. */
class InventoryHomeTest {

    private static final String STRICT = "protected: true, approvers: [bob], fourEyes: true";
    private static final String LOOSE = "protected: false";

    @TempDir
    Path folder;

    private TestWorld world;
    private String strict;

    @BeforeEach
    void make() throws Exception {
        world = new TestWorld(folder).withEnvironments("""
                dev: { cluster: dev, namespace: dev, delivery: rendered }
                staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                production: { cluster: production, namespace: production, promotesFrom: [staging], %s, delivery: rendered }
                """.formatted(STRICT));
        world.as("alice").close();
        strict = world.inventory();
    }

    private String loose() {
        return strict.replace(STRICT, LOOSE);
    }

    private DeploymentOutcome deployed(String file, String inventory) throws Exception {
        try (GitOps gitops = world.opened(file, inventory, "alice")) {
            return Pipeline.forApp(gitops.app("shop")).deploy(PRODUCTION).execute();
        }
    }

    private static void assertApprovalIsAskedFor(DeploymentOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DeploymentOutcome.Refused.class,
                        refused -> assertThat(refused.toString()).contains("it needs the approval of one of bob"));
    }

    @Nested
    class AnInventoryInTheConfigRepository {

        @Test
        void decidesAtTheRoot() throws Exception {
            world.push("carol", Map.of("apps.yaml", strict));
            assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", loose()));
        }

        @Test
        void decidesInAFolder() throws Exception {
            world.push("carol", Map.of("platform/apps.yaml", strict));
            assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", loose()));
        }

        @Test
        void decidesWhateverTheFileAtHandIsCalled() throws Exception {
            world.push("carol", Map.of("platform/inventory.yml", strict));
            assertApprovalIsAskedFor(deployed("at-hand/mine.yaml", loose()));
        }

        @Test
        void decidesWhichBranchTheEnvironmentHas() throws Exception {
            world.push("carol", Map.of("apps.yaml", strict));
            assertApprovalIsAskedFor(
                    deployed("at-hand/apps.yaml", strict.replace(STRICT, LOOSE + ", branch: feature")));
        }

        @Test
        void isNotOverruledByASecondOne() throws Exception {
            world.push("carol", Map.of("apps.yaml", strict, "apps/shop/apps.yaml", loose()));
            assertThatThrownBy(() -> deployed("at-hand/apps.yaml", loose()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("apps/shop/apps.yaml")
                    .hasMessageContaining("GITOPS_INVENTORY_HOME");
        }

        @Test
        void doesNotLetInAnApplicationThatItDoesNotHave() throws Exception {
            world.push("carol", Map.of("apps.yaml", strict.replace("name: shop", "name: cart")));
            assertThatThrownBy(() -> deployed("at-hand/apps.yaml", strict))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no such application");
        }

        @Test
        void isReadForOneApplicationThoughAnothersProviderIsMissing() throws Exception {
            world.push(
                    "carol",
                    Map.of(
                            "apps.yaml",
                            strict.replace(
                                    "audit:",
                                    "  - { name: cart, image: registry.example.com/cart, manifests: { sculpture: apps/cart }, environments: [dev] }\naudit:")));
            assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", loose()));
        }
    }

    @Nested
    class AnApplicationsOwnRepository {

        private String own;

        @BeforeEach
        void copied() throws Exception {
            Path bare = folder.resolve("own.git");
            Git.cloneRepository()
                    .setBare(true)
                    .setURI(world.remote().toString())
                    .setDirectory(bare.toFile())
                    .call()
                    .close();
            own = strict.replace(
                    "    environments: [dev, staging, production]",
                    "    environments: [dev, staging, production]\n    config: { repository: \"" + bare
                            + "\", branch: main }");
            Path work = folder.resolve("own");
            try (Git git = Git.cloneRepository()
                    .setURI(bare.toString())
                    .setDirectory(work.toFile())
                    .call()) {
                Files.writeString(work.resolve("apps.yaml"), own.replace(STRICT, LOOSE));
                git.add().addFilepattern(".").call();
                PersonIdent carol = new PersonIdent("carol", "carol@example.com");
                git.commit()
                        .setMessage("An inventory of our own")
                        .setAuthor(carol)
                        .setCommitter(carol)
                        .setSign(false)
                        .call();
                git.push().add("main").call();
            }
        }

        @Test
        void bringsManifestsAndNoRules() throws Exception {
            assertApprovalIsAskedFor(deployed("platform/apps.yaml", own));
        }
    }

    @Nested
    class AHomeThatIsNamed {

        private String home;

        @BeforeEach
        void keep() throws Exception {
            home = world.remote() + "#main:platform/apps.yaml";
            world.push("carol", Map.of("platform/apps.yaml", strict, "apps/shop/apps.yaml", loose()));
        }

        @Test
        void byTheEnvironmentDecidesAmongSeveral() throws Exception {
            world.withVariables(Map.of("GITOPS_INVENTORY_HOME", home));
            assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", loose()));
        }

        @Test
        void byTheEnvironmentMustBeThere() throws Exception {
            world.withVariables(Map.of("GITOPS_INVENTORY_HOME", world.remote() + "#main:nowhere/apps.yaml"));
            assertThatThrownBy(() -> deployed("at-hand/apps.yaml", loose()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("nobody knows which rules hold");
        }

        @Test
        void byAKeyMustBeConfirmedThere() throws Exception {
            assertThatThrownBy(() -> deployed("at-hand/apps.yaml", loose() + "home: { path: platform/apps.yaml }\n"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is not confirmed");
        }

        @Test
        void byAKeyThatIsConfirmedDecides() throws Exception {
            String key = "home: { path: rules/apps.yaml }\n";
            world.push("carol", Map.of("rules/apps.yaml", strict + key));
            world.pushSaying(
                    "Take the others out", Map.of("platform/apps.yaml", "moved", "apps/shop/apps.yaml", "moved"));
            assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", loose() + key));
        }
    }

    @Test
    void theFileAtHandDecidesWhereTheRepositoryHasNone() throws Exception {
        assertApprovalIsAskedFor(deployed("at-hand/apps.yaml", strict));
        assertThat(deployed("at-hand/apps.yaml", loose())).isInstanceOf(DeploymentOutcome.Verified.class);
    }
}
