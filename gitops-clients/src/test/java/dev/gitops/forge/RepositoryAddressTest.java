package dev.gitops.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.forge.RepositoryAddress.Rule;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAddressTest {

    private static final Rule TWO = new Rule("GitHub", false, "");
    private static final Rule GROUPS = new Rule("GitLab", true, "");
    private static final Rule SCM = new Rule("Bitbucket", false, "scm");

    @ParameterizedTest
    @CsvSource({
        "https://github.com/platform/infra.git, https://github.com, platform, infra",
        "https://github.com/platform/infra, https://github.com, platform, infra",
        "https://github.com/platform/infra/, https://github.com, platform, infra",
        "https://user:secret@GitHub.com:8443/platform/infra.git, https://github.com:8443, platform, infra",
        "http://127.0.0.1:3000/platform/infra.git, http://127.0.0.1:3000, platform, infra",
        "git@github.com:platform/infra.git, https://github.com, platform, infra",
        "github.com:platform/infra.git, https://github.com, platform, infra",
        "ssh://git@git.example.com:2222/platform/infra.git, https://git.example.com, platform, infra",
        "ssh://git@ssh.github.com:443/platform/infra.git, https://github.com, platform, infra",
        "https://github.com/platform/infra.github.io.git, https://github.com, platform, infra.github.io"
    })
    void takesHostOwnerAndNameFromACloneUrl(String url, String base, String owner, String name) {
        assertThat(RepositoryAddress.of(Optional.empty(), url, TWO))
                .isEqualTo(new RepositoryAddress(URI.create(base), owner, name));
    }

    @Test
    void keepsSubgroups() {
        assertThat(RepositoryAddress.of(Optional.empty(), "git@gitlab.com:a/b/c/infra.git", GROUPS))
                .extracting(RepositoryAddress::owner, RepositoryAddress::path)
                .containsExactly("a/b/c", "a/b/c/infra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/scm/~alice/infra.git",
                "ssh://git@git.example.com:7999/~alice/infra.git",
                "https://git.example.com/~alice/infra.git"
            })
    void leavesOutWhatBitbucketPutsBeforeTheProject(String url) {
        assertThat(RepositoryAddress.of(Optional.empty(), url, SCM).path()).isEqualTo("~alice/infra");
    }

    @Test
    void takesAProjectNamedScmForOne() {
        assertThat(RepositoryAddress.of(Optional.empty(), "ssh://git@git.example.com/scm/infra.git", SCM)
                        .path())
                .isEqualTo("scm/infra");
    }

    @Test
    void leavesOutThePathPrefixOfTheBaseUrl() {
        Optional<URI> base = Optional.of(URI.create("https://example.com/git/"));

        assertThat(RepositoryAddress.of(base, "https://example.com/git/platform/infra.git", TWO))
                .isEqualTo(new RepositoryAddress(URI.create("https://example.com/git"), "platform", "infra"));
        assertThat(RepositoryAddress.of(base, "git@example.com:platform/infra.git", TWO))
                .isEqualTo(new RepositoryAddress(URI.create("https://example.com/git"), "platform", "infra"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infra",
                "/srv/git/infra.git",
                "file:///srv/git/infra.git",
                "https://github.com/infra.git",
                "https://github.com/a/b/infra.git",
                "https://github.com/../infra.git",
                "https://github.com/a/...git",
                "https://github.com/a/.git",
                "https://github.com/a%2Fb/infra.git",
                "https://github.com/a/in%0Afra.git",
                "https://github.com/a/infra.git?x=1",
                "https://github.com/a/infra.git#x",
                "https://git hub.com/a/infra.git",
                "javascript://github.com/a/infra",
                "git@github.com:a/in fra.git",
                "git@github.com:-x/..",
                "https:///a/infra.git"
            })
    void refusesWhatNamesNoRepositoryOnAHost(String url) {
        assertThatThrownBy(() -> RepositoryAddress.of(Optional.empty(), url, TWO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("config.repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://git.example.com",
                "git.example.com",
                "https://user:secret@git.example.com",
                "https://git.example.com?x",
                "https:///x"
            })
    void refusesABaseUrlThatIsNone(String base) {
        assertThatThrownBy(() -> RepositoryAddress.of(Optional.of(URI.create(base)), "git@h:a/b.git", TWO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("forge.url")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void neverPrintsAPassword() {
        assertThatThrownBy(() -> RepositoryAddress.of(Optional.empty(), "https://u:secret@h/x/y/z", TWO))
                .message()
                .doesNotContain("secret");
    }
}
