package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config repository behind a real sshd with a key of its own. */
class SshRemoteTest {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir
    Path folder;

    private @Nullable Process server;
    private int port;
    private String url = "";

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Files.isExecutable(SSHD) && inPath("ssh-keygen") && inPath("git"),
                "skipped: no sshd, ssh-keygen or git here");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        key("host");
        key("user");
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host
                AuthorizedKeysFile %s/authorized
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                """.formatted(port, folder, folder));
        Files.createDirectories(Path.of("/run/sshd"));
        server = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        awaitPort();
        Path remote = folder.resolve("remote.git");
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(remote.toFile())
                .call()
                .close();
        url = "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + remote;
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor(5, TimeUnit.SECONDS);
        }
    }

    private static boolean inPath(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    private void key(String name) throws Exception {
        Path file = folder.resolve(name);
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void awaitPort() throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (java.io.IOException e) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException(Files.readString(folder.resolve("sshd.log")));
    }

    private ConfigRepository open(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", folder.toString()));
        environment.putAll(more);
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(url)
                .cacheFolder(folder.resolve("cache"))
                .environment(environment)
                .build());
    }

    private Map<String, String> keys() {
        return Map.of(
                "GITOPS_GIT_SSH_KEY", folder.resolve("user").toString(),
                "GITOPS_GIT_KNOWN_HOSTS", folder.resolve("known_hosts").toString());
    }

    @Test
    void commitsAndReadsWithAKey() throws Exception {
        try (ConfigRepository repository = open(keys())) {
            repository.commitOrStart("main", Writer.setting(1));
            Writer.write(repository, 2, 4, true);
            assertThat(repository.tip("main").history(java.util.List.of(), 9)).hasSize(5);
        }
    }

    @Test
    void refusesAHostWhoseKeyIsNotKnown() throws Exception {
        Files.createDirectories(folder.resolve(".ssh"));
        Files.writeString(folder.resolve(".ssh/config"), "Host *\n  StrictHostKeyChecking no\n");
        Map<String, String> environment = new HashMap<>(keys());
        environment.remove("GITOPS_GIT_KNOWN_HOSTS");
        try (ConfigRepository repository = open(environment)) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("known_hosts");
        }
    }

    @Test
    void refusesWithoutAKey() {
        try (ConfigRepository repository = open(
                Map.of("GITOPS_GIT_KNOWN_HOSTS", folder.resolve("known_hosts").toString()))) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("GITOPS_GIT_SSH_KEY");
        }
    }

    @Test
    void takesTheKeyOfAnAgent() throws Exception {
        assumeTrue(inPath("ssh-agent") && inPath("ssh-add"), "skipped: no ssh-agent here");
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            for (int i = 0; i < 100 && !Files.exists(socket); i++) {
                Thread.sleep(20);
            }
            ProcessBuilder add =
                    new ProcessBuilder("ssh-add", "-q", folder.resolve("user").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            Map<String, String> environment = new HashMap<>(keys());
            environment.remove("GITOPS_GIT_SSH_KEY");
            environment.put("SSH_AUTH_SOCK", socket.toString());
            try (ConfigRepository repository = open(environment)) {
                assertThat(repository.commitOrStart("main", Writer.setting(1))).isInstanceOf(PushResult.Pushed.class);
            }
        } finally {
            agent.destroy();
        }
    }
}
