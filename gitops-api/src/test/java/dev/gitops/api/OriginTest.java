package dev.gitops.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://Git.Example.com/a/b.git, https://git.example.com:443",
        "http://localhost:3000/a, HTTP://LOCALHOST:3000",
        "ssh://git@git.example.com/a, git@git.example.com:a/b",
        "ssh://git@[::1]:22/a, ssh://[::1]/b"
    })
    void isSchemeHostAndPort(String one, String other) {
        assertThat(Origin.of(one)).isPresent().isEqualTo(Origin.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com, http://git.example.com",
        "https://git.example.com, https://git.example.com:8443",
        "https://git.example.com, https://git.example.com.evil.example",
        "https://git.example.com, https://git.example.com@evil.example/"
    })
    void tellsOthersApart(String one, String other) {
        assertThat(Origin.of(one)).isPresent().isNotEqualTo(Origin.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/git/infra.git", "file:///srv/git/infra.git", "../infra.git", "", "C:/x"})
    void aPathHasNone(String path) {
        assertThat(Origin.of(path)).isEmpty();
    }

    @Test
    void plainHttpGetsNoLoginUnlessItIsThisMachineOrWanted() {
        Origin plain = Origin.of("http://gitea.internal:3000/x").orElseThrow();
        assertThat(plain.mayGetLogin(Map.of())).isFalse();
        assertThat(plain.mayGetLogin(Map.of("GITOPS_PLAIN_HTTP", "http://other http://gitea.internal:3000")))
                .isTrue();
        assertThat(plain.plainHttpRefused()).contains("GITOPS_PLAIN_HTTP=http://gitea.internal:3000");
        assertThat(Origin.of("http://127.0.0.1:3000").orElseThrow().mayGetLogin(Map.of()))
                .isTrue();
        assertThat(Origin.of("http://[::1]:3000").orElseThrow().mayGetLogin(Map.of()))
                .isTrue();
        assertThat(Origin.of("http://localhost.evil.example").orElseThrow().mayGetLogin(Map.of()))
                .isFalse();
        assertThat(Origin.of("https://git.example.com").orElseThrow().mayGetLogin(Map.of()))
                .isTrue();
    }
}
