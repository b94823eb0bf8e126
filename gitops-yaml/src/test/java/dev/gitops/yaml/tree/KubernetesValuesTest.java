package dev.gitops.yaml.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents as kubectl hands them to the API server; all expected values are kubectl's. */
class KubernetesValuesTest {

    private static @Nullable Object read(String yaml) {
        return KubernetesValues.of(Objects.requireNonNull(Documents.old(yaml, 0)), (line, path) -> {});
    }

    private static @Nullable Object value(String scalar) {
        return ((Map<?, ?>) Objects.requireNonNull(read("k: " + scalar + "\n"))).get("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes", "y", "Y", "on", "ON", "true", "True", "!!bool yes"})
    void booleansAreThoseOfYaml11(String word) {
        assertThat(value(word)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "n", "Off", "False", "FALSE"})
    void soAreTheFalseOnes(String word) {
        assertThat(value(word)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "0644, 420",
        "0o17, 15",
        "0b11, 3",
        "0x1F, 31",
        "1_000, 1000",
        "1e3, 1000",
        "1.0, 1",
        "-0.0, 0",
        "08, 8",
        "-9223372036854775808, -9223372036854775808",
        "4611686018427387904., 4611686018427388000"
    })
    void numbersThatJsonWritesWholeAreWhole(String text, long number) {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "9223372036854775808, 9.223372036854776E18", "1e21, 1.0E21", ".5, 0.5"})
    void otherNumbersAreDoubles(String text, double number) {
        assertThat(value(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"2001-01-01", "1:30", "1e400", "0x", "yeS", "'''yes'''", "!!str yes", "'\"0644\"'"})
    void allElseIsText(String text) {
        assertThat(value(text)).isInstanceOf(String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "Null", "NULL", ""})
    void nothingIsNull(String text) {
        assertThat(value(text)).isNull();
        assertThat(((Map<?, ?>) Objects.requireNonNull(read("k: {a: " + text + "}\n"))).get("k"))
                .isEqualTo(new java.util.HashMap<>(java.util.Collections.singletonMap("a", null)));
    }

    @Test
    void keysBecomeTexts() {
        assertThat(read("{on: 1, 0x10: 2, 1.5: 3, y: 4}\n")).isEqualTo(Map.of("true", 4L, "16", 2L, "1.5", 3L));
    }

    @ParameterizedTest
    @CsvSource({"12345678.0, 1.2345678e+07", "1e20, 1e+20", "0.1, 0.1", "-0.0, -0", ".inf, .inf", ".nan, .nan"})
    void aKeyThatIsANumberIsWrittenWith32Bits(String key, String text) {
        assertThat(read(key + ": a\n")).isEqualTo(Map.of(text, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"! 1", "! yes", "!"})
    void theTagWithoutANameMakesATextOfAScalar(String scalar) {
        assertThat(value(scalar)).isEqualTo(scalar.substring(1).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"aGk", "aG k=", "~", "x"})
    void base64MustBeWhole(String text) {
        assertThat(value("!!binary aGk=")).isEqualTo("hi");
        assertThatThrownBy(() -> value("!!binary " + text)).hasMessageContaining("invalid base64 data");
    }

    @Test
    void anEndOfADocumentBeforeAnyIsRefused() {
        assertThatThrownBy(() -> read("...\na: b\n")).hasMessageContaining("did not find expected node content");
    }

    @Test
    void aKeyThatIsNullOrNoTextIsRefused() {
        assertThatThrownBy(() -> read("9223372036854775808: a\n")).hasMessageContaining("too large a number");
        assertThatThrownBy(() -> read("~: a\n")).hasMessageContaining("a key is null");
        assertThatThrownBy(() -> read("[a]: b\n")).hasMessageContaining("a key is no text");
    }

    @Test
    void mergeKeysMergeWhereTheyStand() {
        assertThat(read("b: &b {p: 1, q: 2}\nc: {q: 3, <<: *b, p: 4}\nd: {<<: [{x: 1}, {x: 2, z: 2}]}\n"))
                .isEqualTo(Map.of(
                        "b", Map.of("p", 1L, "q", 2L),
                        "c", Map.of("p", 4L, "q", 2L),
                        "d", Map.of("x", 1L, "z", 2L)));
    }

    @Test
    void aQuotedMergeKeyIsAKey() {
        assertThat(read("a: {\"<<\": {b: c}}\n")).isEqualTo(Map.of("a", Map.of("<<", Map.of("b", "c"))));
    }

    @Test
    void ofTwoEqualKeysTheLastCountsAndIsTold() {
        List<String> told = new ArrayList<>();
        Object read = KubernetesValues.of(
                Objects.requireNonNull(Documents.old("a:\n- b: 1\n  c: 2\n  b: 3\n", 0)),
                (line, path) -> told.add(line + " " + path));
        assertThat(read).isEqualTo(Map.of("a", List.of(Map.of("b", 3L, "c", 2L))));
        assertThat(told).containsExactly("4 a[0].b");
    }

    @Test
    void aNumberWithoutEndIsRefusedUnlessALaterKeyTakesItsPlace() {
        assertThat(read("a: .inf\na: 1\n")).isEqualTo(Map.of("a", 1L));
        assertThatThrownBy(() -> read("a: .inf\n")).hasMessageContaining(".inf cannot be written as JSON");
    }

    @Test
    void moreAliasesThanFiftyAreFine() {
        StringBuilder yaml = new StringBuilder("a: &a {b: c}\nlist:\n");
        yaml.append("- *a\n".repeat(90));
        assertThat(((List<?>) ((Map<?, ?>) Objects.requireNonNull(read(yaml.toString()))).get("list")))
                .hasSize(90);
    }

    @Test
    void aliasesThatMultiplyWithoutEndAreRefused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("a").append(i).append(": &a").append(i).append(" [");
            yaml.append(String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))))
                    .append("]\n");
        }
        assertThatThrownBy(() -> read(yaml.toString())).hasMessageContaining("excessive aliasing");
        assertThatThrownBy(() -> read("a: &a [*a]\n")).hasMessageContaining("contains itself");
    }

    @Test
    void whatIsPrintedIsReadAsTheTreeSays() {
        String yaml =
                "a: [yes, 1e3, 1.5, 0644, ~, {b: , c: 'x'}, -99999999999999999999, 18446744073709551615, \"x\\Ny\"]\n"
                        + "d: 2001-12-14\ne: |\n  text\n";
        Node root = Documents.read(yaml).get(0);
        assertThat(KubernetesValues.printed(root)).isEqualTo(read(YamlWriter.write(root)));
        assertThat(KubernetesValues.printed(root).get("a"))
                .isEqualTo(Arrays.asList(
                        "yes", 1000L, 1.5, 420L, null, Map.of("b", "", "c", "x"), -1e20, 1.8446744073709552e19, "x y"));
    }
}
