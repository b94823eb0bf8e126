package dev.gitops.review.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {

    /** What Go 1.26 says of them. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ^[[:alpha:]]+$            | xyz  | true
            ^[[:alpha:]]+$            | al:  | false
            ^[[:^alpha:]_]+$          | 1_2  | true
            ^[[:^alpha:]]+$           | a    | false
            ^[^[:space:]]+$           | a    | true
            ^[a-z&&[^b]]+$            | &]   | true
            ^[a-z&&[^b]]+$            | c    | false
            ^[a-z[]+$                 | a[   | true
            ^[]a]+$                   | a]   | true
            ^[^]a]+$                  | b    | true
            ^[^]a]+$                  | ]    | false
            ^[$]+$                    | $    | true
            ^\\$a\\[\\]$              | $a[] | true
            ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ | a-b | true
            ^(?P<x>a)$                | a    | true
            ^\\Qa$\\E$                | a$   | true
            (?m)^b$                   | b    | true
            ^(a+)+$                   | aab  | false
            """)
    void readsAsGoDoes(String pattern, String text, boolean takes) {
        assertThat(GoPattern.isIn(text, pattern)).isEqualTo(takes);
    }

    @Test
    void letsNoLineBreakFollowTheEnd() {
        assertThat(GoPattern.isIn("abc", "^[a-z]+$")).isTrue();
        assertThat(GoPattern.isIn("abc\n", "^[a-z]+$")).isFalse();
        assertThat(GoPattern.isIn("\r", "^.$")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(?!a)", "(a)\\1", "^[[:nonsense:]]+$", "a{2000}", "((b{1000}){1000}){1000}"})
    void saysNothingAgainstATextWhereGoRefusesThePattern(String pattern) {
        assertThat(GoPattern.isIn("a", pattern)).isTrue();
    }

    @Test
    void takesNoLongerForAPatternThatIsMadeToTakeLong() {
        assertThat(GoPattern.isIn("a".repeat(4000) + "!", "^(a|a?)+$")).isFalse();
    }
}
