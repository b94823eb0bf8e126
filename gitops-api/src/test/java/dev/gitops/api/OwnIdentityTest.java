package dev.gitops.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnIdentityTest {

    @TempDir
    private Path home;

    private String identity(Map<String, String> environment) {
        return OwnIdentity.of(environment, "root", home);
    }

    @Test
    void isTheSystemsUserAtThisMachineWhereNothingElseIsKnown() {
        assertThat(identity(Map.of("HOSTNAME", "build-7"))).isEqualTo("root <root@build-7>");
        assertThat(identity(Map.of())).matches("root <root@[^<> ]+>");
    }

    @Test
    void isWhoGitsConfigurationNames() throws IOException {
        Files.writeString(home.resolve(".gitconfig"), """
                [core]
                \tname = nobody
                [User] ; who this is
                \tname = "Alice Doe" # as in the address book
                \temail = alice@example.com
                [url "https://example.com/"]
                \tinsteadOf = name = x
                """);
        assertThat(identity(Map.of())).isEqualTo("Alice Doe <alice@example.com>");
    }

    @Test
    void takesTheNearerConfigurationFirst() throws IOException {
        Files.createDirectories(home.resolve(".config/git"));
        Files.writeString(home.resolve(".config/git/config"), "[user]\nname = Far\nemail = far@example.com\n");
        Files.writeString(home.resolve(".gitconfig"), "[user]\r\nname = Near\r\n");
        assertThat(identity(Map.of())).isEqualTo("Near <far@example.com>");
    }

    @Test
    void looksWhereGitLooks(@TempDir Path other) throws IOException {
        Files.writeString(home.resolve(".gitconfig"), "[user]\nname = Alice\nemail = alice@example.com\n");
        assertThat(OwnIdentity.of(Map.of("HOME", home.toString()), "root", other))
                .isEqualTo("Alice <alice@example.com>");
    }

    @Test
    void letsGitsVariablesWin() throws IOException {
        Files.writeString(home.resolve(".gitconfig"), "[user]\nname = Alice\nemail = alice@example.com\n");
        assertThat(identity(Map.of("GIT_AUTHOR_NAME", "Bob", "GIT_AUTHOR_EMAIL", "bob@example.com")))
                .isEqualTo("Bob <bob@example.com>");
    }

    @Test
    void takesNothingThatCouldStandForMoreThanAName() throws IOException {
        Files.writeString(home.resolve(".gitconfig"), "[user]\nname = A <b@example.com>\nemail = \"\"\n");
        assertThat(identity(Map.of("GIT_AUTHOR_NAME", "A\nReason: x", "HOSTNAME", "build-7")))
                .isEqualTo("root <root@build-7>");
    }
}
