package dev.gitops.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 0x0A, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x061C, 0x200B, 0x200E, 0x2028, 0x2029, 0x202E, 0x2066,
                0xFEFF, 0xD800, 0xE000, 0x3164, 0x180E, 0xE0041, 0xE0101, 0xFFFF
            })
    void aCharacterThatNobodySeesIsHidden(int c) {
        assertThat(Hidden.is(c)).isTrue();
        assertThat(Hidden.in("a" + new String(new int[] {c}, 0, 1) + "b")).isTrue();
        assertThat(Shown.line("a" + new String(new int[] {c}, 0, 1)))
                .isEqualTo("a<U+" + String.format("%04X", c) + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "\u00e4\u00f6\u00fc \u4e2d\u6587", "\uD83D\uDE80", "\uD83E\uDEE1", "a\u00a0b"})
    void whatIsSeenStays(String text) {
        assertThat(Hidden.in(text)).isFalse();
        assertThat(Shown.line(text)).isSameAs(text);
    }

    @Test
    void linesKeepTheirEndsAndNothingElse() {
        assertThat(Shown.lines("a\n\tb\u001B[2Jc\r\n")).isEqualTo("a\n\tb<U+001B>[2Jc<U+000D>\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "https://user:secret@git.example.com/x,https://git.example.com/x",
                "https://secret@git.example.com/x,https://git.example.com/x",
                "see https://user:se/cret@git.example.com/x now,see https://git.example.com/x now",
                "https://user:sec@ret@git.example.com/x,https://git.example.com/x",
                "oci://registry:5000/team/shop@sha256:ab,oci://registry:5000/team/shop@sha256:ab",
                "https://git.example.com/team/repo.git,https://git.example.com/team/repo.git",
                "mail alice@example.com,mail alice@example.com"
            })
    void aUrlIsShownWithoutItsLogin(String text, String shown) {
        assertThat(Shown.withoutLogins(text)).isEqualTo(shown);
    }

    @Test
    void aProblemRepeatsNeitherALoginNorHiddenCharacters() {
        Problem problem = Problem.of(
                "config.repository",
                "https://user:hunter2@git.example.com/" + "x".repeat(300),
                "cannot be reached: https://user:hunter2@git.example.com/ says \u001B[31mno",
                "try https://user:hunter2@git.example.com/");
        assertThat(problem.toString())
                .doesNotContain("hunter2", "\u001B")
                .contains("https://git.example.com/xxx", "says <U+001B>[31mno");
    }
}
