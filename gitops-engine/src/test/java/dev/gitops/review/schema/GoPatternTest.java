package dev.gitops.review.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {

    private static boolean takes(String pattern, String text) {
        return GoPattern.of(pattern).orElseThrow().matcher(text).find();
    }

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
            ^[[:nonsense:]+$          | n:   | true
            """)
    void readsAsGoDoes(String pattern, String text, boolean takes) {
        assertThat(takes(pattern, text)).isEqualTo(takes);
    }

    @Test
    void letsNoLineBreakFollowTheEnd() {
        assertThat(takes("^[a-z]+$", "abc")).isTrue();
        assertThat(takes("^[a-z]+$", "abc\n")).isFalse();
        assertThat(takes("^.$", "\r")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "^(?!a)", "(a)\\1", "a{,2}", "(?m)^a$", "\\Qa$\\E", "(?P<x>a)"})
    void triesNothingThatIsCostlyOrThatJavaReadsOtherwise(String pattern) {
        assertThat(GoPattern.of(pattern)).isEmpty();
    }
}
