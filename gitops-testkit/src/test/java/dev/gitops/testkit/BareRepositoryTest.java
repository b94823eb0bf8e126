package dev.gitops.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRepositoryTest {

    @TempDir
    Path folder;

    @Test
    void isMadeEmptyWithMainToCome() throws Exception {
        Path made = BareRepository.at(folder.resolve("below/config.git"));

        assertThat(Files.readString(made.resolve("HEAD"))).isEqualTo("ref: refs/heads/main\n");
        assertThat(GitProcess.run(made, "alice", "for-each-ref")).isEmpty();
        assertThat(GitProcess.run(made, "alice", "rev-parse", "--is-bare-repository"))
                .isEqualTo("true\n");
    }
}
