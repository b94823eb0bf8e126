package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of newcomers in an inventory, and what is said of them. */
class BeginnersMistakesTest {

    private static final String VALID = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/platform/infra.git, branch: main }
            forge: { type: none }
            environments:
              dev: { cluster: dev, namespace: dev, delivery: rendered }
              staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered, protected: true }
            apps:
              - name: shop
                image: registry.example.com/team/shop
                manifests: { plain: "apps/shop/{environment}" }
                environments: [dev, staging]
            """;

    @TempDir
    Path folder;

    private String said(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("apps.yaml"), text);
        try {
            InventoryLoader.load("apps.yaml", Files.readAllBytes(file), folder, FakeProviders.ALL);
            return "";
        } catch (InvalidInputException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "    image:|     image:|line 10 is one space deeper than line 9",
                "    image:|      image:|line 10 is 2 spaces deeper than line 9",
                "    manifests:|   manifests:|line 11 is one space less deep than line 10",
                "    environments: [|     environments: [|line 12 is one space deeper than line 11"
            })
    void aLineThatStandsTooFarToOneSideIsTold(String right, String wrong, String told) throws Exception {
        assertThat(VALID).contains(right);
        assertThat(said(VALID.replace(right, wrong))).contains(told, "begin in the same column");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delivery: rendered }\\n  staging|delivery: argo }\\n  staging|did you mean \"argocd\"?",
                "protected: true|protected: yes|write true, without quotes",
                "protected: true|protected: \"true\"|write true, without quotes",
                "protected: true|protected: off|write false, without quotes",
                "promotesFrom: [dev]|promotesFrom: dev|write a list: [dev]"
            })
    void aWordThatIsNearlyRightIsToldWithWhatIsRight(String right, String wrong, String told) throws Exception {
        String text = VALID.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(VALID);
        assertThat(said(text)).contains(told);
    }

    @Test
    void aTabIsToldWhereItStands() throws Exception {
        assertThat(said(VALID.replace("    image:", "\timage:")))
                .contains("apps.yaml:10:1", "a tab stands", "indent with spaces");
    }

    @Test
    void aFolderIsToldWithTheFileInIt() throws Exception {
        said(VALID);
        assertThatThrownBy(() -> InventoryLoader.load(folder))
                .hasMessageContaining("is a folder, not a file")
                .hasMessageContaining("name the file in it: " + folder.resolve("apps.yaml"));
        assertThat(said(VALID)).isEmpty();
    }
}
