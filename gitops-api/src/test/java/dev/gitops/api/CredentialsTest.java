package dev.gitops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.record.Redaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static Settings settings(Credentials... given) {
        return Settings.builder()
                .cacheFolder(Path.of("/nowhere"))
                .actor("alice")
                .addCredentials(given)
                .build();
    }

    @Nested
    class OneOrigin {

        private final Credentials given =
                Credentials.of("https://git.example.com/platform/infra.git").token("s3cr3t-token");

        @ParameterizedTest
        @ValueSource(strings = {"https://git.example.com", "https://GIT.example.com:443/other/repository.git"})
        void isSchemeHostAndPortWhateverThePath(String url) {
            assertThat(settings(given).credentialsFor(Origin.of(url).orElseThrow()))
                    .containsSame(given);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://git.example.com:8443",
                    "http://git.example.com",
                    "ssh://git.example.com",
                    "https://example.com",
                    "https://git.example.com.evil.example.net"
                })
        void isNoOther(String url) {
            assertThat(settings(given).credentialsFor(Origin.of(url).orElseThrow()))
                    .isEmpty();
        }

        @Test
        void hasOneLogin() {
            Credentials second = Credentials.of("https://git.example.com").login("bob", "p4ssw0rd");
            assertThatThrownBy(() -> settings(given, second))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContainingAll("https://git.example.com", "twice")
                    .hasMessageNotContainingAny("s3cr3t", "p4ssw0rd");
        }
    }

    @Nested
    class WhatIsPrinted {

        @Test
        void holdsNoSecret() {
            Credentials token = Credentials.of("https://git.example.com").token("s3cr3t-token");
            Credentials login = Credentials.of("https://registry.example.com").login("robot", "p4ssw0rd");
            Credentials key = Credentials.of("ssh://git.example.com").sshKey(Path.of("/keys/id"));
            assertThat(List.of(token, login, key))
                    .hasToString(
                            "[https://git.example.com by a token, https://registry.example.com by robot with a password,"
                                    + " ssh://git.example.com by the key /keys/id]");
            assertThat(settings(token, login, key).toString()).doesNotContain("s3cr3t", "p4ssw0rd");
        }

        @Test
        void isMaskedInReasonsAndRecords() {
            Credentials login = Credentials.of("https://registry.example.com").login("robot", "p4ssw0rd-9");
            assertThat(Redaction.of(settings(login)).text("robot logs in with p4ssw0rd-9"))
                    .isEqualTo("robot logs in with " + Redaction.MARK);
        }
    }

    @Nested
    class PlainHttp {

        @Test
        void getsNoLoginButOnThisMachineOrWhereItIsSaid() {
            assertThatThrownBy(() -> Credentials.of("http://git.example.com"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("plain http");
            assertThatCode(() -> Credentials.of("http://localhost:3000")).doesNotThrowAnyException();
            assertThat(Credentials.overPlainHttp("http://git.example.com")
                            .token("t0ken")
                            .origin())
                    .hasToString("http://git.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/infra.git, is no URL",
        "ftp://git.example.com, is no URL",
        "https://bob:p4ssw0rd@git.example.com, has a password in it",
    })
    void anOriginIsAUrlWithoutAPassword(String url, String why) {
        assertThatThrownBy(() -> Credentials.of(url))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("p4ssw0rd");
    }

    @Test
    void aSecretThatWouldEndAHeaderIsRefusedAndNotShown() {
        assertThatThrownBy(() -> Credentials.of("https://git.example.com").token("s3cr3t\r\nHost: evil"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("control characters")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void gitOverHttpAsksForAUserThatATokenHasNot() {
        assertThat(Credentials.of("https://git.example.com").token("t0ken").gitUser())
                .isEqualTo("git");
        assertThat(Credentials.of("https://bitbucket.org").token("t0ken").gitUser())
                .isEqualTo("x-token-auth");
    }

    @Test
    void aDatabaseIsAnOriginToo() {
        assertThat(Credentials.of("postgresql://db.example.com")
                        .login("audit", "p4ssw0rd")
                        .origin())
                .isEqualTo(Origin.of("postgresql://db.example.com:5432/records").orElseThrow());
    }
}
