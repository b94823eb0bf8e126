package dev.gitops.forge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private static final String CUT = "*Cut: the rest is longer than the host allows.*";

    @Test
    void leavesAShortTextAsItIs() {
        assertThat(Markdown.cut("short", 5)).isEqualTo("short");
    }

    @Test
    void cutsBetweenLines() {
        assertThat(Markdown.cut("first line\n" + "second line\n".repeat(20), 75))
                .isEqualTo("first line\nsecond line\n\n" + CUT + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"```", "````", "~~~"})
    void closesAFenceThatItCuts(String fence) {
        String text = "Diff:\n" + fence + "diff\n" + "+ added\n".repeat(50) + fence + "\n";

        String cut = Markdown.cut(text, 150);

        assertThat(cut).hasSizeLessThanOrEqualTo(150).endsWith("+ added\n" + fence + "\n\n" + CUT + "\n");
    }

    @Test
    void doesNotTakeAQuotedFenceForTheEnd() {
        String text = "````\n```\ninner\n```\n" + "line\n".repeat(50) + "````\n";

        assertThat(Markdown.cut(text, 120)).contains("line\n````\n");
    }

    @Test
    void opensNoFenceWhereTheTextHasClosedIt() {
        String text = "```\ncode\n```\n" + "line\n".repeat(50);

        assertThat(Markdown.cut(text, 100)).endsWith("line\n\n" + CUT + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 49, 50, 51, 60, 100, 1000})
    void neverExceedsTheLimitNorSplitsACharacter(int limit) {
        String oneLine = "\uD83D\uDE80".repeat(1000);

        String cut = Markdown.cut(oneLine, limit);

        assertThat(cut.length()).isLessThanOrEqualTo(limit);
        assertThat(cut.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void fencesWithMoreBackQuotesThanTheTextHas() {
        assertThat(Markdown.fence("diff", "a\n````\nb")).isEqualTo("`````diff\na\n````\nb\n`````\n");
        assertThat(Markdown.fence("", "a\n")).isEqualTo("```\na\n```\n");
    }
}
