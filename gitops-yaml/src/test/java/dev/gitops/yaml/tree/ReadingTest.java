package dev.gitops.yaml.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What go-yaml 3 takes and refuses; all expected values are those of kustomize. */
class ReadingTest {

    private static String through(String yaml) {
        return YamlWriter.write(Documents.read(yaml).get(0));
    }

    private static void refused(String yaml, String why) {
        assertThatThrownBy(() -> Documents.read(yaml))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(why);
    }

    @Nested
    class Tabs {

        @Test
        void mayStandBeforeACommentAndAtTheEndOfALine() {
            assertThat(through("port: \"80\"\t# the port\nname: web\t\t# its name\nlast: x\t\n"))
                    .isEqualTo("last: x\nname: web\nport: \"80\"\n");
        }

        @Test
        void mayStandBeforeACommentThatFollowsAComment() {
            assertThat(through("# one\n\t# two\na: b\n")).isEqualTo("a: b\n");
        }

        @Test
        void doNotIndent() {
            refused("data:\n\ta: b\n", "found character that cannot start any token");
            refused("a: x\n\ty\n", "found a tab character that violates indentation");
            refused("a: |\n\tx\n", "found a tab character where an indentation space is expected");
        }

        @Test
        void beginNoBlockAsKustomizeCannotReadTheOneThatItWrites() {
            for (String block : List.of("|2\n  \tx\n", "|2-\n  \tx\n", ">2\n  \tx\n   y\n", "|2\n  \t\n")) {
                assertThatThrownBy(() -> through("a: " + block))
                        .isInstanceOf(YamlException.class)
                        .hasMessageContaining("found a tab character where an indentation space is expected");
            }
            assertThat(through("a: \"\\tx\\ny\\n\"\nb: |2\n\n  \tx\n"))
                    .isEqualTo("a: \"\\tx\\ny\\n\"\nb: \"\\n\\tx\\n\"\n");
        }

        @Test
        void doNotIndentWithinBracketsBelowTheColumnOfTheBlock() {
            refused("a: [\n\tb\n\t]\n", "found a tab character that violates indentation");
        }
    }

    @Nested
    class AnchorsAndTags {

        @Test
        void ofNothingNameNull() {
            assertThat(through("a: &none\nb: *none\nc:\n  d: &t\n  e: zone\nf: *t\n"))
                    .isEqualTo("a: null\nb: null\nc:\n  d: null\n  e: zone\nf: null\n");
        }

        @Test
        void mayStandBeforeAListAtTheColumnOfItsKey() {
            assertThat(through("env: &env\n- a\nagain: *env\ntagged: !!seq\n- b\nnext: c\n"))
                    .isEqualTo("again:\n- a\nenv:\n- a\nnext: c\ntagged:\n- b\n");
        }

        @Test
        void mayStandBeforeAMapBelow() {
            assertThat(through("a: &m !!map\n  b: c\nd: *m\n")).isEqualTo("a:\n  b: c\nd:\n  b: c\n");
        }

        @Test
        void thatLeadIntoThemselvesAreRefused() {
            refused("a: &a [*a]\n", "value contains itself");
        }

        /** kustomize itself never ends here, its stack overflows. */
        @Test
        void thatMergeAMapFromWithinItAreRefused() {
            refused("a: &a\n  b: c\n  d:\n  - e: f\n    <<: *a\n", "value contains itself");
        }

        @Test
        void thatMultiplyWithoutEndAreRefused() {
            StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 12; i++) {
                yaml.append("a%d: &a%d [".formatted(i, i))
                        .append("*a%d, ".formatted(i - 1).repeat(9))
                        .append("]\n");
            }
            refused(yaml.toString(), "excessive aliasing");
        }

        @Test
        void ofAnUnknownHandleAreRefused() {
            refused("a: !x!y z\n", "found undefined tag handle");
        }
    }

    @Nested
    class WithinBraces {

        @Test
        void anEmptyValueIsAnEmptyText() {
            assertThat(through("{a: , b: ~, c: [{d: }], \"e\": }\n"))
                    .isEqualTo("a: \"\"\nb: null\nc:\n- d: \"\"\ne: \"\"\n");
        }

        @Test
        void aTimeOfDayIsText() {
            assertThat(through("a: [2001-12-14 21:59:43]\nb: 2001-12-14 21:59:43\nc: [2001-12-14]\n"))
                    .isEqualTo(
                            "a:\n- \"2001-12-14 21:59:43\"\nb: \"2001-12-14T21:59:43Z\"\nc:\n- \"2001-12-14T00:00:00Z\"\n");
        }

        @Test
        void aKeyMayBePlainAndAlone() {
            assertThat(through("a: {b, c}\n")).isEqualTo("a:\n  b: \"\"\n  c: \"\"\n");
        }
    }

    @Nested
    class MergeKeys {

        @Test
        void takeWhatIsNotThere() {
            assertThat(through("a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x}\n"))
                    .isEqualTo("a:\n  p: 1\n  q: 2\nb:\n  p: 1\n  q: 3\n");
        }

        @Test
        void inQuotesAreLost() {
            assertThat(through("a: &x {p: 1}\nb: {\"<<\": *x, q: 2}\n")).isEqualTo("a:\n  p: 1\nb:\n  q: 2\n");
        }

        @Test
        void ofWhatIsNoMapAreRefused() {
            refused("a: {<<: [1]}\n", "map merge requires map or sequence of maps as the value");
        }
    }

    @Nested
    class Characters {

        @ParameterizedTest
        @ValueSource(strings = {"a: \u0001\n", "a: \u007f\n", "a: \u0080\n", "a: \uFFFE\n"})
        void thatControlAreRefused(String yaml) {
            refused(yaml, "control characters are not allowed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a: \"http:\\/\\/h\"\n", "a: \"\\ud83d\\ude00\"\n", "a: \"\\q\"\n"})
        void thatNoEscapeMakesAreRefused(String yaml) {
            assertThatThrownBy(() -> Documents.read(yaml)).isInstanceOf(YamlException.class);
        }

        @Test
        void ofTheNextLineFoldAsLineBreaksDo() {
            assertThat(through("a: \"x\\Ny\"\nb: \"x\\N\"\n")).isEqualTo("a: x y\nb: 'x '\n");
        }

        @Test
        void ofTheNextLineEndAComment() {
            assertThat(through("a: b # c\u0085d: e\n")).isEqualTo("a: b\nd: e\n");
        }
    }

    @Test
    void largeNegativeNumbersAreDecimals() {
        assertThat(through("a: -99999999999999999999\nb: -9223372036854775808\nc: 18446744073709551615\n"))
                .isEqualTo("a: -1e+20\nb: -9223372036854775808\nc: 18446744073709551615\n");
    }

    @Test
    void aKeyThatIsNullIsRefused() {
        assertThatThrownBy(() -> Documents.read("a:\n  ~: b\n")).hasMessageContaining("already defined");
    }

    @Test
    void aVersionBesideOnePointOneIsRefused() {
        refused("%YAML 1.2\n---\na: b\n", "found incompatible YAML document");
    }

    @Test
    void whatIsNestedWithoutEndIsRefusedInsteadOfBreakingTheStack() {
        refused("a: " + "[".repeat(100_000), "exceeded max depth");
        refused("- ".repeat(100_000), "exceeded max depth");
    }

    @Test
    void anErrorTellsTheLineWhereItBegan() {
        assertThatThrownBy(() -> Documents.first("a: b\nc: \"d\ne: f\n"))
                .isInstanceOfSatisfying(YamlException.class, broken -> {
                    assertThat(broken.line()).isEqualTo(2);
                    assertThat(broken.problem()).isEqualTo("found unexpected end of stream");
                });
    }
}
