package dev.gitops.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static Terminal terminal(boolean console, Map<String, String> variables) {
        return Terminal.of(Settings.of(variables, "alice", "/home/alice"), console);
    }

    @Test
    void isAttendedAndColouredWhereThereIsAConsole() {
        assertThat(terminal(true, Map.of("TERM", "xterm", "COLUMNS", "90"))).isEqualTo(new Terminal(true, 90, true));
    }

    @Test
    void isNeitherInAPipe() {
        assertThat(terminal(false, Map.of("TERM", "xterm"))).isEqualTo(Terminal.NONE);
        assertThat(terminal(false, Map.of("TERM", "xterm", "COLUMNS", "90")).width())
                .isEqualTo(90);
    }

    @Test
    void hasNoColoursWhereTheyAreNotWanted() {
        assertThat(terminal(true, Map.of("TERM", "xterm", "COLUMNS", "90", "NO_COLOR", "1"))
                        .colour())
                .isFalse();
        assertThat(terminal(true, Map.of("TERM", "dumb", "COLUMNS", "90")).colour())
                .isFalse();
    }

    @Test
    void isNotAttendedOnABuildServer() {
        assertThat(terminal(true, Map.of("TERM", "xterm", "COLUMNS", "90", "CI", "true"))
                        .attended())
                .isFalse();
        assertThat(terminal(true, Map.of("COLUMNS", "90", "JENKINS_URL", "https://ci.example.com"))
                        .attended())
                .isFalse();
    }

    @Test
    void isOfNoWidthWhereTheVariableIsNone() {
        assertThat(terminal(false, Map.of("COLUMNS", "wide")).width()).isZero();
        assertThat(terminal(false, Map.of("COLUMNS", "3")).width()).isZero();
    }

    @Nested
    class AScreen {

        private final StringWriter results = new StringWriter();
        private final StringWriter beside = new StringWriter();
        private final Screen screen = new Screen(new PrintWriter(results), new PrintWriter(beside), 20);

        @Test
        void showsWhatGoesOnInOneLineThatGoesWhenAResultComes() {
            screen.show("reading 1 of 30000, 20 s left");
            screen.show("done");
            screen.print("result");
            assertThat(results).hasToString("result\n");
            assertThat(beside).hasToString("\rreading 1 of 30000,\rdone" + " ".repeat(15) + "\r    \r");
        }

        @Test
        void leavesNothingWhereNothingWasShown() {
            screen.print("");
            screen.clear();
            assertThat(results.toString() + beside).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, now", "59, 59s ago", "300, 5m ago", "7200, 2h ago", "200000, 2d ago", "-600, 2026-03-03T12:10:00Z"})
    void aTimeIsSaidAsPeopleSayIt(long seconds, String said) {
        Instant now = Instant.parse("2026-03-03T12:00:00Z");
        assertThat(Ago.of(now.minus(Duration.ofSeconds(seconds)), now)).isEqualTo(said);
        assertThat(Ago.of(now.minus(Duration.ofDays(40)), now)).isEqualTo("2026-01-22");
    }

    @ParameterizedTest
    @CsvSource({"alice <alice@example.com>, alice", "alice, alice", "<a@b.c>, <a@b.c>", "a@b.c, a@b.c"})
    void aPersonIsANameWithoutAddress(String person, String name) {
        assertThat(People.name(person)).isEqualTo(name);
    }
}
