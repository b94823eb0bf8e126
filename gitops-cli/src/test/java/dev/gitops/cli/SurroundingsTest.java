package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, where its surroundings are not what one would wish. */
class SurroundingsTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void make() throws Exception {
        world = CommandWorld.in(folder);
    }

    /** Runs a line of sh in which {@code gitops} is the command. */
    private Said sh(Map<String, String> environment, String line) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", """
                gitops() { "$JAVA" -XX:TieredStopAtLevel=1 -cp "$JARS" dev.gitops.cli.Main "$@"; }
                """ + line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "JARS", System.getProperty("java.class.path"),
                        "GITOPS_CACHE", folder.resolve("cache").toString(),
                        "GITOPS_INVENTORY", world.inventory().toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Said(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Nested
    class AFullDisk {

        @BeforeEach
        void needsOne() {
            assumeTrue(Files.isWritable(Path.of("/dev/full")), "skipped: no /dev/full here");
        }

        @Test
        void endsWithAnErrorWhereResultsAreLost() throws Exception {
            for (String line : new String[] {"gitops render plain dev > /dev/full", "gitops --version > /dev/full"}) {
                Said said = sh(Map.of(), line);

                assertThat(said.code()).as(line).isEqualTo(1);
                assertThat(said.err()).contains("the results could not be written: No space left on device");
            }
        }

        @Test
        void isNoneWhereTheReaderHadEnough() throws Exception {
            Said said = sh(Map.of(), "{ gitops completion bash; echo \"code $?\" >&2; } | head -n 1");

            assertThat(said.err()).isEqualTo("code 0\n");
        }
    }

    @Nested
    class ALocaleWithoutUmlauts {

        private static final String PROBE = "[ \"$(LC_ALL=C locale charmap 2>/dev/null)\" = ANSI_X3.4-1968 ]";

        @Test
        void refusesAReasonThatWouldBeKeptMangled() throws Exception {
            assumeTrue(sh(Map.of(), PROBE).code() == 0, "skipped: letters are read in every locale here");
            String tip = world.tip();

            Said said = sh(
                    Map.of("LC_ALL", "C"),
                    "gitops hold plain --in dev --reason \"$(printf 'Gr\\303\\266\\303\\237e')\"");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("cannot be read in this locale", "set LC_ALL=C.UTF-8");
            assertThat(world.tip()).isEqualTo(tip);
        }

        @Test
        void refusesAnActorWhoWouldBeTakenForAnother() throws Exception {
            assumeTrue(sh(Map.of(), PROBE).code() == 0, "skipped: letters are read in every locale here");

            Said said = sh(
                    Map.of("LC_ALL", "C"),
                    "BUILD_USER=\"$(printf 'J\\303\\266rg')\"; export BUILD_USER; gitops hold plain --in dev");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("BUILD_USER: has letters that cannot be read", "set LC_ALL=C.UTF-8");
        }

        @Test
        void isNoneForWhoStartsTheLauncher() throws Exception {
            assumeTrue(sh(Map.of(), PROBE).code() == 0, "skipped: letters are read in every locale here");
            Path bin = Files.createDirectories(folder.resolve("agent/bin"));
            Files.copy(Path.of("../seed/agent/gitops"), bin.resolve("gitops"));
            Files.createDirectories(folder.resolve("fake/bin"));
            Path java = Files.writeString(folder.resolve("fake/bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            String launch = "JAVA_HOME='" + folder.resolve("fake") + "' sh '" + bin.resolve("gitops") + "' status";

            assertThat(sh(Map.of("LC_ALL", "C"), launch).out()).isEqualTo("C.UTF-8\n");
            assertThat(sh(Map.of("LC_ALL", "nowhere.UTF-8"), launch).out()).isEqualTo("C.UTF-8\n");
            assertThat(sh(Map.of("LC_ALL", "C.UTF-8", "LANG", "C"), launch).out())
                    .isEqualTo("C.UTF-8\n");
        }
    }

    @Test
    void readsNoFurtherThanAnInventoryMayBeLong() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/dev/zero")), "skipped: no /dev/zero here");

        assertThat(CommandWorld.bare("status", "--inventory", "/dev/zero").err())
                .contains("is larger than 64 MB");
    }

    @Test
    void namesTheVariableOfACacheThatCannotBe() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Said said = sh(Map.of("GITOPS_CACHE", file.toString()), "gitops status");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("name another with GITOPS_CACHE");
    }
}
