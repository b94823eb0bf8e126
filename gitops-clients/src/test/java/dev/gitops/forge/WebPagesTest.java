package dev.gitops.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ImageRef;
import dev.gitops.api.model.ForgeSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPagesTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    github, -, https://github.com/acme/infra.git, https://github.com/acme/infra/commit/
                    github, -, git@github.com:acme/infra.git, https://github.com/acme/infra/commit/
                    gitea, https://git.example.com/gitea, https://git.example.com/gitea/platform/infra.git, https://git.example.com/gitea/platform/infra/commit/
                    gitlab, -, https://git.example.com/platform/live/infra.git, https://git.example.com/platform/live/infra/-/commit/
                    bitbucket, https://bitbucket.example.com, https://bitbucket.example.com/scm/PLAT/infra.git, https://bitbucket.example.com/projects/PLAT/repos/infra/commits/
                    bitbucket, https://bitbucket.example.com, ssh://git@bitbucket.example.com:7999/PLAT/infra.git, https://bitbucket.example.com/projects/PLAT/repos/infra/commits/
                    bitbucket-cloud, -, https://bitbucket.org/acme/infra.git, https://bitbucket.org/acme/infra/commits/
                    azure-devops, -, https://dev.azure.com/acme/Live Site/_git/infra, https://dev.azure.com/acme/Live%20Site/_git/infra/commit/
                    azure-devops, -, git@ssh.dev.azure.com:v3/acme/live/infra, https://dev.azure.com/acme/live/_git/infra/commit/
                    none, -, https://gitlab.com/acme/infra.git, https://gitlab.com/acme/infra/-/commit/
                    gitea, -, https://user:secret@git.example.com/platform/infra.git, https://git.example.com/platform/infra/commit/
                    """)
    void commitsHaveThePagesOfTheirHosts(String type, @Nullable String url, String repository, String page) {
        assertThat(WebPages.commit(new ForgeSpec(type, url), repository.replace("Live Site", "Live%20Site"), COMMIT))
                .contains(page + COMMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "none, https://git.example.com/platform/infra.git",
        "none, /srv/git/infra.git",
        "gitea, /srv/git/infra.git",
        "gitea, https://git.example.com/infra.git"
    })
    void whatHasNoKnownPageHasNone(String type, String repository) {
        assertThat(WebPages.commit(new ForgeSpec(type, null), repository, COMMIT))
                .isEmpty();
    }

    @Test
    void onlyIdsOfCommitsComeIntoAnAddress() {
        assertThat(WebPages.commit(new ForgeSpec("github", null), "https://github.com/acme/infra.git", "../../x"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    nginx:1.27, https://hub.docker.com/_/nginx/tags?name=1.27
                    acme/shop:1.4.0, https://hub.docker.com/r/acme/shop/tags?name=1.4.0
                    ghcr.io/acme/shop:1.4.0, https://ghcr.io/acme/shop
                    quay.io/acme/shop:1.4.0, https://quay.io/repository/acme/shop?tab=tags
                    europe-docker.pkg.dev/acme/live/shop:1, https://europe-docker.pkg.dev/acme/live/shop
                    123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/shop:1, https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/acme/shop
                    git.example.com/payments/shop:1.4.0, https://git.example.com/payments/-/packages/container/shop/1.4.0
                    registry.example.com:5000/payments/shop:1.4.0, https://registry.example.com:5000/v2/payments/shop/tags/list
                    localhost:5000/shop:1, http://localhost:5000/v2/shop/tags/list
                    """)
    void imagesHaveThePagesOfTheirRegistries(String image, String page) {
        assertThat(WebPages.image(new ForgeSpec("gitea", "https://git.example.com"), ImageRef.parse(image)))
                .contains(page);
    }
}
