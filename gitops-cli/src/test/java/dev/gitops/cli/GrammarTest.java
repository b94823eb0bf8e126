package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.cli.command.GitopsCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How commands are written: environments, durations, times, reasons, and what the help says of it. */
class GrammarTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void begin() throws Exception {
        world = CommandWorld.in(folder);
    }

    private Said said(int code, String... arguments) {
        Said said = world.run(arguments);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said;
    }

    @Nested
    class AnEnvironment {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "render shop ENV",
                    "history shop ENV",
                    "status shop ENV",
                    "deploy shop ENV --dry-run",
                    "rollback shop ENV --dry-run --to HEAD",
                    "hold shop ENV --dry-run"
                })
        void isNamedWithInOrAfterTheApplication(String command) {
            String[] option = command.replace("ENV", "--in staging").split(" ");
            String[] word = command.replace("ENV", "staging").split(" ");
            Said named = world.run(option);
            assertThat(named.code()).as(named.err()).isNotEqualTo(2);
            assertThat(world.run(word)).isEqualTo(named);
        }

        @Test
        void isAskedForWhereItIsMissing() {
            assertThat(said(2, "hold", "shop").err())
                    .contains("--in: no environment is named; add --in ENV", "gitops status");
            assertThat(said(2, "render", "shop", "dev", "--in", "staging").err())
                    .contains("is another environment than dev");
        }

        @Test
        void isComparedWithAnotherByFromAndTo() {
            assertThat(world.run("parity", "shop", "--from", "dev", "--to", "staging"))
                    .isEqualTo(world.run("parity", "shop", "dev", "staging"));
            assertThat(said(2, "parity", "shop", "dev").err()).contains("two environments are needed");
        }

        @Test
        void narrowsTheStatus() {
            assertThat(said(0, "status", "--in", "production", "-o", "json").json())
                    .hasSize(1);
            assertThat(said(2, "status", "--in", "prodution").err()).contains("it has dev, staging, production");
        }
    }

    @Nested
    class ADuration {

        @ParameterizedTest
        @ValueSource(strings = {"90s", "5m", "1h30m", "60"})
        void isWrittenAsPeopleDo(String text) {
            said(0, "promote", "shop", "--from", "dev", "--to", "staging", "--unverified", "--timeout", text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"soon", "5 min", "-1", "1.5h"})
        void isRefusedWhereItIsNone(String text) {
            assertThat(said(2, "promote", "shop", "--from", "dev", "--to", "staging", "--timeout=" + text)
                            .err())
                    .contains("'" + text + "' is no duration; write it as in 90s, 5m or 1h30m");
        }
    }

    @Nested
    class ATime {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1h",
                    "yesterday",
                    "today",
                    "2026-03-03",
                    "2026-03-03T14:00:00Z",
                    "2026-03-03T14:00:00+01:00",
                    "2026-03-03 14:00"
                })
        void isSaidAsPeopleSayIt(String text) {
            said(0, "audit", "search", "--since", text);
        }

        @Test
        void thatIsADayIsTheWholeDay() {
            said(0, "hold", "shop", "--in", "dev", "--actor", "alice");
            assertThat(said(0, "audit", "search", "--since", "today", "--until", "today", "-o", "json")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(said(0, "audit", "search", "--since", "yesterday", "--until", "yesterday", "-o", "json")
                            .json()
                            .path("total")
                            .asInt())
                    .isZero();
        }

        @Test
        void isRefusedWithWhatCanBeWritten() {
            assertThat(said(2, "audit", "search", "--since", "last week").err())
                    .contains("is no time", "yesterday", "1h");
        }
    }

    @Nested
    class AReason {

        @Test
        void standsWhereSomethingIsDone() {
            for (String command : List.of("release", "promote", "rollback", "set", "hold", "deploy", "notify")) {
                assertThat(CommandWorld.bare(command, "--help").out()).contains("--reason");
            }
            for (String command :
                    List.of("status", "history", "diff", "drift", "parity", "render", "check", "report")) {
                assertThat(CommandWorld.bare(command, "--help").out()).doesNotContain("--reason");
                assertThat(CommandWorld.bare(command, "--reason", "x").code()).isEqualTo(2);
            }
        }
    }

    @Nested
    class Help {

        static Stream<String> commands() {
            List<String> names = new ArrayList<>();
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            collect(GitopsCommand.line(nowhere, nowhere), "", names);
            return names.stream();
        }

        private static void collect(CommandLine line, String path, List<String> names) {
            line.getSubcommands().forEach((name, sub) -> {
                names.add((path + " " + name).trim());
                collect(sub, path + " " + name, names);
            });
        }

        @ParameterizedTest
        @MethodSource("commands")
        void hasAnExampleThatCanBeTyped(String command) {
            String help = CommandWorld.bare((command + " --help").split(" ")).out();
            assertThat(help).contains("Example:  gitops " + command.split(" ")[0]);
            assertThat(help.lines()).allMatch(line -> line.length() <= 80);
            assertThat(help).doesNotContain("apps.\n");
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            help.lines()
                    .dropWhile(line -> !line.startsWith("Example:"))
                    .takeWhile(line -> line.length() > 10)
                    .map(line -> line.substring(10))
                    .takeWhile(line -> line.startsWith("gitops "))
                    .map(line -> line.substring(7).replaceAll(" [>|].*", "").replaceAll("\"[^\"]*\"", "x"))
                    .forEach(line -> GitopsCommand.line(nowhere, nowhere).parseArgs(line.split(" ")));
        }

        @Test
        void hasTheCommandsInGroups() {
            String help = CommandWorld.bare("--help").out();
            assertThat(help)
                    .containsSubsequence(
                            "Change what an environment has:",
                            "release",
                            "Bring it to the cluster:",
                            "deploy",
                            "Look:",
                            "status",
                            "Set up and check:",
                            "check");
            assertThat(help.lines()).allMatch(line -> line.length() <= 80);
        }

        @Test
        void namesTheOptionThatAnUnknownOneIsNear() {
            assertThat(CommandWorld.bare("promote", "shop", "--form", "dev", "--to", "staging")
                            .err())
                    .contains("Unknown option: '--form'; did you mean --from?", "gitops promote --help");
            assertThat(CommandWorld.bare("release", "shop", "--imgae=x", "--to", "dev")
                            .err())
                    .contains("did you mean --image?")
                    .doesNotContain("Possible solutions");
            assertThat(CommandWorld.bare("status", "--nonsense").err()).contains("Unknown option: '--nonsense'");
        }

        @Test
        void namesWhatTheWordsOfOtherToolsAreHere() {
            assertThat(CommandWorld.bare("deploy", "shop", "--env", "dev").err())
                    .startsWith("Unknown option: '--env'; did you mean --in ENV?");
            assertThat(CommandWorld.bare("deploy", "shop", "-e", "dev").err()).contains("did you mean --in ENV?");
            assertThat(CommandWorld.bare("status", "--json").err()).contains("did you mean -o json?");
            assertThat(CommandWorld.bare("status", "-f", "a.yaml").err()).contains("did you mean --inventory FILE?");
            assertThat(CommandWorld.bare("status", "-m", "why").err())
                    .as("what gives no reason")
                    .doesNotContain("--reason");
        }

        @Test
        void saysThatABuildIsNotBelowZero() {
            assertThat(CommandWorld.bare("release", "shop", "--image", "a/b:1", "--to", "dev", "--build", "-3")
                            .err())
                    .contains("--build: is no number of a build (is \"-3\")");
        }

        @Test
        void isAskedForWithAWordToo() {
            assertThat(CommandWorld.bare("help", "audit", "search").out())
                    .isEqualTo(CommandWorld.bare("audit", "search", "--help").out());
            assertThat(CommandWorld.bare("help", "relase").err()).contains("did you mean release?");
        }
    }
}
