package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.testkit.BareRepository;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenCacheTest {

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void fill() throws Exception {
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        url = remote.toString();
        try (ConfigRepository repository = open()) {
            repository.commitOrStart("main", Writer.setting(1));
            repository.commit("main", Writer.setting(2));
        }
    }

    private ConfigRepository open() {
        return ConfigRepository.open(
                Writer.options(url, folder.resolve("cache")).build());
    }

    private Path cache() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.toString().endsWith(".git"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertWorks() {
        try (ConfigRepository repository = open()) {
            assertThat(repository.commit("main", Writer.setting(3))).isInstanceOf(PushResult.Pushed.class);
            Snapshot tip = repository.tip("main");
            assertThat(tip.read("apps/app1/dev.yaml")).contains("writer: 1\n".getBytes(UTF_8));
            assertThat(tip.history(List.of(), 10)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "config", "side", "objects/pack", "objects/info/alternates"})
    void isMadeAnewWithoutAPart(String part) throws Exception {
        Cache.delete(cache().resolve(part));
        assertWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "config", "side/HEAD", "side/config", "depth", "objects/info/alternates"})
    void isMadeAnewWhenAPartIsNoText(String part) throws Exception {
        Files.write(cache().resolve(part), new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80, (byte) 0xff});
        assertWorks();
    }

    /** The change is on its branch by then: what happens to the cache must not make it a failure, nor be done twice. */
    @ParameterizedTest
    @ValueSource(strings = {"main", "records"})
    void doesNotFailAPushWhoseBranchItRemembersWrongly(String branch) throws Exception {
        try (ConfigRepository repository = open()) {
            repository.commitOrStart("records", Writer.setting(1));
        }
        byte[] garbage = new byte[300];
        new Random(7).nextBytes(garbage);
        Files.write(cache().resolve("refs/remotes/origin").resolve(branch), garbage);
        List<Integer> asked = new ArrayList<>();
        try (ConfigRepository repository = open()) {
            PushResult<String> result = repository.commit(branch, tip -> {
                asked.add(1);
                return Writer.setting(8).at(tip);
            });
            assertThat(result).isInstanceOf(PushResult.Pushed.class);
            assertThat(asked).hasSize(1);
            assertThat(repository.tip(branch).read("apps/app8/dev.yaml")).isPresent();
        }
    }

    @Test
    void isForItsUserAlone() throws Exception {
        for (String part : List.of("", "objects", "objects/pack", "refs", "side")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache().resolve(part))))
                    .as(part)
                    .isEqualTo("rwx------");
        }
        for (String part : List.of("HEAD", "config", "side/HEAD")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache().resolve(part))))
                    .as(part)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cache"))))
                .isEqualTo("rwx------");
    }

    @Test
    void isClosedToOthersWhereAnOlderVersionLeftItOpen() throws Exception {
        Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertWorks();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache())))
                .isEqualTo("rwx------");
    }

    @Test
    void isMadeAnewWhenItIsOfAnotherRemote() throws Exception {
        Files.writeString(
                cache().resolve("config"),
                Files.readString(cache().resolve("config")).replace("remote.git", "other.git"));
        assertWorks();
    }

    @Test
    void forgetsRefsThatMakeNoSense() throws Exception {
        Files.writeString(cache().resolve("refs/remotes/origin/main"), "garbage\n");
        assertWorks();
        Files.writeString(cache().resolve("refs/remotes/origin/main"), "0123456789012345678901234567890123456789\n");
        try (ConfigRepository repository = open()) {
            assertThat(repository.tip("main").read("apps/app3/dev.yaml")).isPresent();
        }
    }

    @Test
    void isNotHeldUpByLocksOfTheDead() throws Exception {
        Files.writeString(cache().resolve("refs/remotes/origin/main.lock"), "");
        Files.writeString(cache().resolve("shallow.lock"), "");
        assertWorks();
        assertThat(cache().resolve("refs/remotes/origin/main.lock")).doesNotExist();
    }

    @Test
    void forgetsAQueueThatMakesNoSense() throws Exception {
        Path locks =
                folder.resolve("cache").resolve(cache().getFileName().toString().replaceFirst("\\.git$", ".locks"));
        try (Stream<Path> files = Files.list(locks)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("queue-"))
                    .toList()) {
                Files.write(file, new byte[] {(byte) 0xff, 0, 1, 2});
            }
        }
        assertWorks();
    }

    @Nested
    class OfARemoteThatSendsPacks {

        @BeforeEach
        void cutThePack() throws Exception {
            Cache.delete(cache());
            try (ConfigRepository repository = open()) {
                repository.tip("main").read("apps/app1/dev.yaml");
            }
            // As if the objects had been fetched: all in one pack of the cache.
            try (Git git = Git.open(folder.resolve("remote.git").toFile())) {
                git.gc().call();
            }
            try (Stream<Path> packs = Files.list(folder.resolve("remote.git/objects/pack"))) {
                for (Path file : packs.toList()) {
                    Files.copy(file, cache().resolve("objects/pack").resolve(file.getFileName()));
                }
            }
        }

        @Test
        void isMadeAnewWhenAPackIsCut() throws Exception {
            try (Stream<Path> packs = Files.list(cache().resolve("objects/pack"))) {
                for (Path pack :
                        packs.filter(file -> file.toString().endsWith(".pack")).toList()) {
                    pack.toFile().setWritable(true);
                    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
                        file.setLength(file.length() / 3);
                    }
                }
            }
            Files.delete(cache().resolve("objects/info/alternates"));
            assertWorks();
        }

        @Test
        void isMadeAnewWhenAnIndexIsGarbage() throws Exception {
            try (Stream<Path> packs = Files.list(cache().resolve("objects/pack"))) {
                for (Path index :
                        packs.filter(file -> file.toString().endsWith(".idx")).toList()) {
                    index.toFile().setWritable(true);
                    Files.write(index, new byte[2000]);
                }
            }
            Files.delete(cache().resolve("objects/info/alternates"));
            assertWorks();
        }
    }
}
