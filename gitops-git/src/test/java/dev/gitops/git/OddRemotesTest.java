package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.repository.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that Git knows and JGit does not quite: clones that end early, ids of SHA-256. */
class OddRemotesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void needsGit() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "skipped: no git here");
    }

    private String git(Path where, String... words) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.com"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private Path repository(String... options) throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        git(work, "init", "-q", "-b", "main", options.length == 0 ? "--quiet" : options[0]);
        for (String content : List.of("one", "two")) {
            Files.writeString(work.resolve("file"), content);
            git(work, "add", "file");
            git(work, "commit", "-qm", content);
        }
        return work;
    }

    private ConfigRepository open(Path remote) {
        return ConfigRepository.open(
                Writer.options(remote.toString(), folder.resolve("cache")).build());
    }

    @Nested
    class AShallowClone {

        private Path clone = Path.of("");
        private String first = "";
        private String second = "";

        @BeforeEach
        void begin() throws Exception {
            Path work = repository();
            first = git(work, "rev-parse", "HEAD~1");
            second = git(work, "rev-parse", "HEAD");
            git(folder, "clone", "-q", "--depth", "1", "file://" + work, "clone");
            clone = folder.resolve("clone");
        }

        @Test
        void givesTheFilesThatItHas() {
            try (ConfigRepository repository = open(clone)) {
                Snapshot tip = repository.tip("main");
                assertThat(tip.commit()).isEqualTo(second);
                assertThat(tip.read("file")).hasValue("two".getBytes());
                assertThat(repository.changedPaths(second, second)).isEmpty();
            }
        }

        @Test
        void saysWhatToDoWhereItEndsTooEarly() {
            try (ConfigRepository repository = open(clone)) {
                Snapshot tip = repository.tip("main");
                assertThatThrownBy(() -> repository.changedPaths(first, second))
                        .isInstanceOf(GitException.UnsupportedFormat.class)
                        .hasMessageContaining("is a shallow clone")
                        .hasMessageContaining("git fetch --unshallow");
                assertThatThrownBy(() -> tip.history(List.of("file"), 5)).hasMessageContaining("is a shallow clone");
            }
        }

        @Test
        void isReadToItsEndOnceItIsWhole() throws Exception {
            try (ConfigRepository repository = open(clone)) {
                assertThat(repository.tip("main").commit()).isEqualTo(second);
            }
            git(clone, "fetch", "-q", "--unshallow");
            try (ConfigRepository repository = open(clone)) {
                assertThat(repository.changedPaths(first, second)).containsExactly("file");
                assertThat(repository.tip("main").history(List.of("file"), 5)).hasSize(2);
            }
        }
    }

    @Test
    void aRepositoryOfSha256IsRefusedInPlainWords() throws Exception {
        Path work = repository("--object-format=sha256");

        try (ConfigRepository repository = open(work)) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.UnsupportedFormat.class)
                    .hasMessageContaining("SHA-256")
                    .hasMessageContaining("not supported");
        }
    }
}
