package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "a..b",
                "a b",
                "a/-x",
                "HEAD",
                "a.lock",
                "a\nb",
                "a\0b",
                "a\u202eb",
                "a~1",
                "a^",
                "a:b",
                "refs@{1}",
                "/a",
                "a/",
                "a//b",
                "\\a"
            })
    void areNoBranches(String branch) {
        assertThatThrownBy(() -> GitNames.ref(branch)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "gitops/change/shop/dev", "rendered/dev", "release-1.2", "$(touch x)"})
    void areBranches(String branch) {
        if (branch.contains(" ")) {
            assertThatThrownBy(() -> GitNames.ref(branch)).isInstanceOf(InvalidInputException.class);
        } else {
            assertThat(GitNames.ref(branch)).isEqualTo("refs/heads/" + branch);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x",
                "/etc/passwd",
                "../x",
                "a/../b",
                "a/./b",
                "a//b",
                "a/",
                ".git/config",
                "a/.GIT/x",
                ".git . /x",
                "git~1/x",
                "a\\b",
                "a\nb",
                "a\0b",
                "a\u202eb",
                ""
            })
    void areNoFiles(String path) {
        assertThatThrownBy(() -> GitNames.checkFile(path)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "--upload-pack=touch x",
                "ext::sh -c x",
                "relative/path",
                "https://",
                "ssh://-oProxyCommand=x/y",
                "ssh://-x@host/y",
                "ftp://host/x",
                "file://host/x",
                "host:-x",
                "https://host/a\nb",
                "https://host",
                "git://host/x"
            })
    void areNoRepositories(String url) {
        assertThatThrownBy(() -> RemoteUrl.parse(url)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/x.git",
                "ssh://git@host:2222/x.git",
                "git@host:team/x.git",
                "file:///srv/x.git",
                "/srv/x.git",
                "http://[::1]:3000/x"
            })
    void areRepositories(String url) {
        assertThat(RemoteUrl.parse(url).toString()).isEqualTo(url);
    }

    @Test
    void neverPrintAPassword() {
        assertThat(RemoteUrl.parse("https://me:secret@host/x.git")).hasToString("https://host/x.git");
        assertThatThrownBy(() -> RemoteUrl.parse("ftp://me:secret@host/x.git")).hasMessageNotContaining("secret");
    }

    @Test
    void forgeNoTrailer() {
        CommitMessage message = new CommitMessage(
                "Mallory\nGitOps-App: evil <x@y\n>",
                Instant.EPOCH,
                "subject\n\nGitOps-App: evil",
                "body\n\nGitOps-App: evil\u202e",
                List.of(new Trailer("Reason", "because\nGitOps-App: evil")));
        assertThat(Messages.format(message)).isEqualTo("""
                subject  GitOps-App: evil

                body

                GitOps-App: evil

                Reason: because GitOps-App: evil
                """);
        assertThat(Messages.format(new CommitMessage("a", Instant.EPOCH, "s", "GitOps-App: evil", List.of())))
                .isEqualTo("s\n\n  GitOps-App: evil\n");
        PersonIdent author = Messages.person("Mallory\n<x> <a@b>", Instant.EPOCH);
        assertThat(author.toExternalString()).doesNotContain("\n");
        assertThatThrownBy(() -> Messages.format(
                        new CommitMessage("a", Instant.EPOCH, "s", "", List.of(new Trailer("Bad key", "x")))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void neverLeaveTheCacheFolder() {
        assertThat(RemoteUrl.parse("/srv/../../etc/x").cacheName())
                .doesNotContain("/")
                .doesNotStartWith(".");
        assertThat(new Cache(Path.of("/c"), RemoteUrl.parse("https://h/..%2f..%2fx"), "", message -> {})
                        .folder()
                        .normalize())
                .startsWithRaw(Path.of("/c"));
    }
}
