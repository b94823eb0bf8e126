package dev.gitops.kustomize.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "*.yaml, a.yaml, true",
        "*.yaml, a/b.yaml, false",
        "a/*/c, a/b/c, true",
        "a*, a, true",
        "a*c*e, abcde, true",
        "a*c*e, abcd, false",
        "?.yaml, a.yaml, true",
        "?, /, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[^a-c]x, dx, true",
        "[^a]x, ax, false",
        "[]a]x, ]x, true",
        "\\*, *, true",
        "\\*, a, false",
        "[\\]]x, ]x, true",
        "**, ab, true",
        "**, a/b, false",
        "a, ab, false",
        "ab, a, false",
        "*/b, a/b, true"
    })
    void matchesLikeAShell(String pattern, String name, boolean matches) {
        assertThat(new Wildcard(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "[", "[^", "a\\"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> new Wildcard(pattern).matches("ab")).hasMessageContaining("syntax error in pattern");
    }
}
