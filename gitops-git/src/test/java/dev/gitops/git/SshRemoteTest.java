package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.repository.PushResult;
import dev.gitops.testing.SshServer;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config repository behind a real sshd with a key of its own. */
class SshRemoteTest {

    @TempDir
    Path folder;

    private @Nullable SshServer server;
    private String url = "";

    @BeforeEach
    void start() throws Exception {
        server = SshServer.required(folder);
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        url = server.url(remote);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
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

    private Map<String, String> without(String variable) {
        Map<String, String> environment = new HashMap<>(server.environment());
        environment.remove(variable);
        return environment;
    }

    @Test
    void commitsAndReadsWithAKey() throws Exception {
        try (ConfigRepository repository = open(server.environment())) {
            repository.commitOrStart("main", Writer.setting(1));
            Writer.write(repository, 2, 4, true);
            assertThat(repository.tip("main").history(List.of(), 9)).hasSize(5);
        }
    }

    @Test
    void refusesAHostWhoseKeyIsNotKnown() throws Exception {
        Files.createDirectories(folder.resolve(".ssh"));
        Files.writeString(folder.resolve(".ssh/config"), "Host *\n  StrictHostKeyChecking no\n");
        try (ConfigRepository repository = open(without("GITOPS_GIT_KNOWN_HOSTS"))) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("known_hosts");
        }
    }

    @Test
    void refusesWithoutAKey() {
        try (ConfigRepository repository = open(without("GITOPS_GIT_SSH_KEY"))) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("GITOPS_GIT_SSH_KEY");
        }
    }

    @Test
    void takesTheKeyOfAnAgent() throws Exception {
        assumeTrue(SshServer.isThere("ssh-agent") && SshServer.isThere("ssh-add"), "skipped: no ssh-agent here");
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            for (int i = 0; i < 100 && !Files.exists(socket); i++) {
                Thread.sleep(20);
            }
            ProcessBuilder add =
                    new ProcessBuilder("ssh-add", "-q", server.userKey().toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            Map<String, String> environment = without("GITOPS_GIT_SSH_KEY");
            environment.put("SSH_AUTH_SOCK", socket.toString());
            try (ConfigRepository repository = open(environment)) {
                assertThat(repository.commitOrStart("main", Writer.setting(1))).isInstanceOf(PushResult.Pushed.class);
            }
        } finally {
            agent.destroy();
        }
    }
}
