package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.InvalidInputException;
import dev.gitops.repository.PushResult;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed commits, checked by Git itself. */
class SignedCommitTest {

    @TempDir
    Path folder;

    private Path remote;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        environment.put("HOME", folder.toString());
        environment.put("PATH", System.getenv("PATH"));
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes());
        return process.waitFor() + " " + words;
    }

    private boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private PushResult<String> commit() {
        RepositoryOptions options = RepositoryOptions.builder()
                .url(remote.toString())
                .cacheFolder(folder.resolve("cache"))
                .environment(environment)
                .committer("bot <bot@example.com>")
                .signing(CommitSigning.of(environment))
                .build();
        try (ConfigRepository repository = ConfigRepository.open(options)) {
            return repository.commitOrStart("main", Writer.setting(1));
        }
    }

    private String verify(String... options) throws Exception {
        Stream<String> git = Stream.concat(Stream.of("git", "-C", remote.toString()), Arrays.stream(options));
        return run(Stream.concat(git, Stream.of("verify-commit", "-v", "main")).toArray(String[]::new));
    }

    private void sshKey(String type) throws Exception {
        assumeTrue(isThere("ssh-keygen") && isThere("git"), "skipped: no ssh-keygen or git here");
        Path key = folder.resolve("key");
        assertThat(run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString()))
                .isEqualTo("0 ");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("allowed"), "bot@example.com " + Files.readString(folder.resolve("key.pub")));
        environment.put("GITOPS_SIGNING_KEY", key.toString());
    }

    private String[] allowed() {
        return new String[] {"-c", "gpg.format=ssh", "-c", "gpg.ssh.allowedSignersFile=" + folder.resolve("allowed")};
    }

    @Test
    void ofAnEd25519KeyHoldBeforeGit() throws Exception {
        sshKey("ed25519");
        assertThat(commit()).isInstanceOf(PushResult.Pushed.class);
        assertThat(verify(allowed())).startsWith("0 ").contains("Good \"git\" signature for bot@example.com");
    }

    @Test
    void ofAnRsaKeyHoldBeforeGit() throws Exception {
        sshKey("rsa");
        assertThat(commit()).isInstanceOf(PushResult.Pushed.class);
        assertThat(verify(allowed())).startsWith("0 ").contains("Good \"git\" signature for bot@example.com");
    }

    @Test
    void ofAnotherKeyDoNotHold() throws Exception {
        sshKey("ed25519");
        commit();
        Files.writeString(folder.resolve("allowed"), "");
        assertThat(verify(allowed())).startsWith("1 ");
    }

    @Test
    void ofAGpgKeyHoldBeforeGit(@TempDir Path home) throws Exception {
        assumeTrue(isThere("gpg") && isThere("git"), "skipped: no gpg or git here");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        environment.put("GNUPGHOME", home.toString());
        try {
            assertThat(run(
                            "gpg",
                            "--batch",
                            "--pinentry-mode=loopback",
                            "--passphrase=",
                            "--quick-gen-key",
                            "bot <bot@example.com>",
                            "ed25519",
                            "sign"))
                    .startsWith("0 ");
            environment.put("GITOPS_SIGNING_KEY", "bot@example.com");
            environment.put("GITOPS_SIGNING_FORMAT", "gpg");
            assertThat(commit()).isInstanceOf(PushResult.Pushed.class);
            assertThat(verify()).startsWith("0 ").contains("Good signature from \"bot <bot@example.com>\"");
        } finally {
            run("gpgconf", "--kill", "all");
        }
    }

    @Test
    void aKeyThatIsNotThereStopsTheCommitAndIsNamed() throws Exception {
        environment.put("GITOPS_SIGNING_KEY", folder.resolve("absent").toString());
        assertThatThrownBy(this::commit)
                .isInstanceOf(GitException.CannotSign.class)
                .hasMessageContaining("SSH key " + folder.resolve("absent"));
        assertThat(run("git", "-C", remote.toString(), "rev-parse", "--verify", "-q", "main"))
                .startsWith("1 ");
    }

    @Test
    void anUnknownKindIsRefused() {
        environment.put("GITOPS_SIGNING_KEY", "key");
        environment.put("GITOPS_SIGNING_FORMAT", "x509");
        assertThatThrownBy(this::commit)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_SIGNING_FORMAT");
    }
}
