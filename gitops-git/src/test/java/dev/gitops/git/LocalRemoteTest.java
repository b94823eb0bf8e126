package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.repository.PushResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is a folder: Git's own process serves the pushes. */
class LocalRemoteTest {

    @TempDir
    Path folder;

    private Path remote = Path.of("");

    @BeforeEach
    void start() throws Exception {
        remote = folder.resolve("remote.git");
        git(folder, "init", "-q", "--bare", "-b", "main", remote.toString());
        try (ConfigRepository repository = open()) {
            repository.commitOrStart("main", Writer.setting(0));
        }
    }

    private ConfigRepository open() {
        return ConfigRepository.open(
                Writer.options(remote.toString(), folder.resolve("cache")).build());
    }

    private static String git(Path in, String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process git = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
        return said.strip();
    }

    private List<Path> locks() throws IOException {
        try (Stream<Path> files = Files.walk(remote)) {
            return files.filter(file -> file.toString().matches(".*(\\.lock|gc\\.pid)"))
                    .toList();
        }
    }

    @Nested
    class WithManyPacks {

        @BeforeEach
        void fill() throws Exception {
            for (int i = 0; i < 55; i++) {
                Path file = Files.writeString(folder.resolve("pad"), "pad " + i);
                String id = git(remote, "hash-object", "-w", file.toString());
                Path list = Files.writeString(folder.resolve("list"), id + "\n");
                Process pack = new ProcessBuilder("git", "pack-objects", "-q", "objects/pack/pack")
                        .directory(remote.toFile())
                        .redirectInput(list.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                assertThat(pack.waitFor()).isZero();
            }
        }

        @Test
        void isTidiedBeforeThePushIsOverAndKeepsItsBranches() throws Exception {
            String before = git(remote, "rev-parse", "main");
            try (ConfigRepository repository = open()) {
                assertThat(repository.commit("main", Writer.setting(1))).isInstanceOf(PushResult.Pushed.class);
            }
            assertThat(git(remote, "rev-parse", "main~1")).isEqualTo(before);
            assertThat(git(remote, "fsck", "--no-dangling")).doesNotContain("error", "missing");
            assertThat(locks()).isEmpty();
            try (Stream<Path> packs = Files.list(remote.resolve("objects/pack"))) {
                assertThat(packs.filter(pack -> pack.toString().endsWith(".pack")))
                        .hasSizeLessThan(50);
            }
        }
    }

    @Nested
    class WithAHook {

        @Test
        void showsItNoLogin() throws Exception {
            Path seen = folder.resolve("seen");
            Path hook = Files.writeString(
                    Files.createDirectories(remote.resolve("hooks")).resolve("pre-receive"),
                    "#!/bin/sh\nenv > " + seen + "\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();
            Map<String, String> variables = Map.of(
                    "GITOPS_GIT_PASSWORD",
                    "hunter2-secret",
                    "BUILD_ID",
                    "7",
                    "JENKINS_NODE_COOKIE",
                    "cookie",
                    "LANG",
                    "C");
            try (ConfigRepository repository =
                    ConfigRepository.open(Writer.options(remote.toString(), folder.resolve("cache"))
                            .environment(variables)
                            .build())) {
                repository.commit("main", Writer.setting(1));
            }
            assertThat(Files.readString(seen)).contains("LANG=C").doesNotContain("hunter2", "BUILD_ID", "COOKIE");
        }
    }

    @Nested
    class WithALockThatSomebodyLeft {

        private Path lock = Path.of("");

        @BeforeEach
        void leave() throws IOException {
            lock = Files.writeString(remote.resolve("refs/heads/main.lock"), "");
            Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(95))));
        }

        @Test
        void tellsWhichAndHowOldAndWhatToDo() {
            try (ConfigRepository repository = open()) {
                assertThatThrownBy(() -> repository.commit("main", Writer.setting(1)))
                        .isInstanceOf(GitException.Locked.class)
                        .hasMessageContaining(lock.toString())
                        .hasMessageContaining("95 min")
                        .hasMessageContaining("no process that can be seen here works in that repository")
                        .hasMessageContaining("rm '" + lock + "'");
            }
        }

        @Test
        void goesOnWhenItIsRemoved() throws IOException {
            try (ConfigRepository repository = open()) {
                assertThatThrownBy(() -> repository.commit("main", Writer.setting(1)))
                        .isInstanceOf(GitException.class);
                Files.delete(lock);
                assertThat(repository.commit("main", Writer.setting(1))).isInstanceOf(PushResult.Pushed.class);
            }
        }

        @Test
        void tellsTheSameWhereABranchIsToBeDeleted() throws Exception {
            git(remote, "branch", "other", "main");
            String tip = git(remote, "rev-parse", "other");
            Path other = Files.writeString(remote.resolve("refs/heads/other.lock"), "");
            try (ConfigRepository repository = open()) {
                assertThatThrownBy(() -> repository.delete("other", tip))
                        .isInstanceOf(GitException.Locked.class)
                        .hasMessageContaining(other.toString());
            }
        }

        @Test
        void namesTheProcessThatIsAtWorkThere() throws Exception {
            Process worker =
                    new ProcessBuilder("sleep", "60").directory(remote.toFile()).start();
            try {
                LocalLocks locks = new LocalLocks(remote);
                assertThat(locks.standing("refs/heads/main").orElseThrow())
                        .contains("process " + worker.pid(), "wait until that is done");
                assertThat(locks.left("refs/heads/main")).isEmpty();
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
    }
}
