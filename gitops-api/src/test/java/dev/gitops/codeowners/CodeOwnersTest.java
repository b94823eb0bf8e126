package dev.gitops.codeowners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeOwnersTest {

    private static boolean owned(Dialect dialect, String pattern, String path) {
        return !CodeOwners.parse(dialect, pattern + " @team").of(path).isEmpty();
    }

    @Test
    void onGitHubAStarBelowTheRootIsTheFilesThereAndNoFolder() {
        assertThat(owned(Dialect.GITHUB, "/*", "apps.yaml")).isTrue();
        assertThat(owned(Dialect.GITHUB, "/*", "apps/shop/base/deployment.yaml"))
                .isFalse();
        assertThat(owned(Dialect.GITHUB, "/apps/*", "apps/README.md")).isTrue();
        assertThat(owned(Dialect.GITHUB, "/apps/*", "apps/shop/README.md")).isFalse();
    }

    @Test
    void onGitHubAStarAloneIsEveryFile() {
        assertThat(owned(Dialect.GITHUB, "*", "apps/shop/base/deployment.yaml")).isTrue();
        assertThat(owned(Dialect.GITHUB, "/**", "apps/shop/base/deployment.yaml"))
                .isTrue();
    }

    @Test
    void onGitLabAStarBelowTheRootIsTheFilesThereToo() {
        assertThat(owned(Dialect.GITLAB, "/*", "apps.yaml")).isTrue();
        assertThat(owned(Dialect.GITLAB, "/*", "apps/shop/base/deployment.yaml"))
                .isFalse();
    }
}
