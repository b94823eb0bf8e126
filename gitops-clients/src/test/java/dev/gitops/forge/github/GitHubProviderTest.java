package dev.gitops.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.forge.TestSettings;
import dev.gitops.spi.ForgeProvider;
import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubProviderTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com, https://api.github.com/",
        "https://www.github.com, https://api.github.com/",
        "https://api.github.com, https://api.github.com/",
        "https://octo.ghe.com, https://api.octo.ghe.com/",
        "https://git.example.com, https://git.example.com/api/v3/",
        "https://git.example.com/api/v3, https://git.example.com/api/v3/",
        "https://example.com/git, https://example.com/git/api/v3/"
    })
    void knowsWhereTheApiIs(String base, String root) {
        assertThat(GitHubProvider.root(URI.create(base))).hasToString(root);
    }

    @Test
    void isFoundWithTheOthers() {
        assertThat(ServiceLoader.load(ForgeProvider.class))
                .extracting(ForgeProvider::kind)
                .containsExactlyInAnyOrder("github", "gitlab", "gitea", "bitbucket", "bitbucket-cloud", "azure-devops");
    }

    @Test
    void refusesATokenThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> new GitHubProvider()
                        .open(Optional.empty(), "git@github.com:a/b.git", TestSettings.withToken("se\ncret")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_FORGE_TOKEN")
                .message()
                .doesNotContain("cret\"")
                .doesNotContain("se\n");
    }
}
