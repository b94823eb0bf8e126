package dev.gitops.yaml.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read as go-yaml 3 reads, written as go-yaml 2 writes. */
class YamlTest {

    private static String through(String yaml) {
        return YamlWriter.write(Documents.read(yaml).get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 1",
                "'1' | \"1\"",
                "0777 | 511",
                "0x1F | 31",
                "1_000 | 1000",
                "08 | 8",
                "1.50 | 1.5",
                "1e3 | 1000",
                "1e21 | 1e+21",
                "0.0000001 | 1e-07",
                "yes | \"yes\"",
                "true | true",
                "~ | null",
                "'' | \"\"",
                "a b | a b",
                "2001-01-01 | \"2001-01-01T00:00:00Z\"",
                "'12:30' | \"12:30\"",
                "'- x' | '- x'",
                "'a: b' | 'a: b'",
                "'x #y' | 'x #y'",
                "\"a\\tb\" | \"a\\tb\"",
                "\"\\u263a\" | ☺",
                "\"\\U0001F600\" | \"\\U0001F600\"",
                "!!str 5 | \"5\"",
                "' a' | ' a'",
                "-0 | 0",
                "{} | {}",
                "[] | []"
            })
    void scalarsKeepTheirMeaning(String read, String written) {
        assertThat(through("k: " + read + "\n")).isEqualTo("k: " + written + "\n");
    }

    @Test
    void keysAreSortedWithNumbersAsNumbers() {
        assertThat(through("{b: 1, a10: 1, a2: 1, _x: 1, B: 1}")).isEqualTo("_x: 1\nB: 1\na2: 1\na10: 1\nb: 1\n");
    }

    @Test
    void listsAreNotIndentedUnderTheirKey() {
        assertThat(through("a:\n  - b\n  - - c\n    - d: e\n      f: g\n"))
                .isEqualTo("a:\n- b\n- - c\n  - d: e\n    f: g\n");
    }

    @Test
    void longTextIsFoldedAtABlank() {
        String words = "word ".repeat(30).strip();
        assertThat(through("k: " + words + "\n").lines()).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 90);
    }

    @Test
    void blocksAreReadInAllTheirForms() {
        assertThat(through("a: |\n  x\n   y\n\nb: >-\n  f\n  g\n\n  h\nc: |+\n  k\n\nd: |2\n   i\ne: \"p\\\n  q\"\n"))
                .isEqualTo("a: |\n  x\n   y\nb: |-\n  f g\n  h\nc: |+\n  k\n\nd: |2\n   i\ne: pq\n");
    }

    @Test
    void anchorsAndMergeKeysAreResolved() {
        assertThat(through("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: *x\n"))
                .isEqualTo("a:\n  p: 1\n  q: 2\nb:\n  p: 1\n  q: 3\nc:\n  p: 1\n  q: 2\n");
    }

    @Test
    void documentsArePartedAndEmptyOnesLeftOut() {
        List<Node> roots = Documents.read("---\na: 1\n--- # comment\n---\n# nothing\n---\nb: 2\r\n");
        assertThat(roots).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: b: c | mapping values are not allowed in this context",
                "a: [b | did not find expected ',' or ']'",
                "a: - b | block sequence entries are not allowed in this context",
                "a: 'b | found unexpected end of stream",
                "a: *x | unknown anchor 'x' referenced",
                "a: @b | found character that cannot start any token",
                "a: \"\\q\" | found unknown escape character",
            })
    void brokenTextIsRefusedInTheWordsOfGoYaml(String text, String message) {
        assertThatThrownBy(() -> Documents.read(text)).hasMessageContaining(message);
    }
}
