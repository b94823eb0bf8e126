package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.Problem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class YamlFileTest {

    private static YamlFile file(String text) {
        return YamlFile.of("file.yaml", text);
    }

    private static YamlPath path(String text) {
        return YamlPath.parse(text);
    }

    @Nested
    class Reading {

        private final YamlFile file = file("""
                images:
                - name: shop
                  newTag: 1.30
                - name: "db"
                  newTag: &tag 'x'
                empty:
                base: &base {a: 1, b: *tag}
                merged:
                  <<: *base
                  b: on
                """);

        @Test
        void givesAScalarAsItIsWritten() {
            assertThat(file.scalar(path("images[name=shop].newTag"))).contains("1.30");
            assertThat(file.scalar(path("images[name=db].newTag"))).contains("x");
            assertThat(file.scalar(path("images[1].name"))).contains("db");
        }

        @Test
        void followsAliasesAndMergeKeys() {
            assertThat(file.scalar(path("base.b"))).contains("x");
            assertThat(file.scalar(path("merged.a"))).contains("1");
            assertThat(file.scalar(path("merged.b"))).contains("on");
            assertThat(file.value(path("merged"))).contains(Map.of("a", 1, "b", "on"));
        }

        @Test
        void tellsWhatIsThere() {
            assertThat(file.exists(path("empty"))).isTrue();
            assertThat(file.scalar(path("empty"))).isEmpty();
            assertThat(file.exists(path("images[name=other]"))).isFalse();
            assertThat(file.exists(path("images[7]"))).isFalse();
            assertThat(file.exists(path("images.name"))).isFalse();
            assertThat(file.scalar(path("images"))).isEmpty();
            assertThat(file.size(path("images"))).isEqualTo(2);
            assertThat(file.size(path("merged"))).isEqualTo(2);
            assertThat(file.size(path("nowhere"))).isZero();
        }

        @Test
        void givesTypedValues() {
            YamlFile typed = file("[1, 012, 0x1F, 0o17, 1.5, 1e3, true, no, ~, .inf, '1', 123456789012345678901]");
            assertThat(typed.value(YamlPath.root()))
                    .contains(java.util.Arrays.asList(
                            1,
                            12,
                            31,
                            15,
                            1.5,
                            1000.0,
                            true,
                            "no",
                            null,
                            Double.POSITIVE_INFINITY,
                            "1",
                            new BigInteger("123456789012345678901")));
        }

        @Test
        void namesThePlaceOfAProblem() {
            Problem problem = file.problem(path("images[name=shop].newTag"), "is no tag", "use digits");
            assertThat(problem)
                    .hasToString("file.yaml:3:11: images[name=shop].newTag: is no tag (is \"1.30\"); use digits");
            assertThat(file.problem(path("empty.deeper"), "is missing", null).line())
                    .isEqualTo(6);
        }
    }

    @Nested
    class SeveralDocuments {

        private final YamlFile file = file("a: 1\n---\n# nothing\n---\na: 3\n...\n");

        @Test
        void areAddressedByNumber() {
            assertThat(file.documents()).isEqualTo(3);
            assertThat(file.scalar(path("a"))).contains("1");
            assertThat(file.document(2).scalar(path("a"))).contains("3");
            assertThat(file.document(2).edit().set(path("a"), 4).apply().text())
                    .isEqualTo("a: 1\n---\n# nothing\n---\na: 4\n...\n");
            assertThat(file.document(1).edit().set(path("a"), 2).apply().text())
                    .isEqualTo("a: 1\n---\n# nothing\na: 2\n---\na: 3\n...\n");
            assertThatThrownBy(() -> file.document(3)).hasMessageContaining("has 3 documents");
        }
    }

    @Nested
    class Damaged {

        @Test
        void isRefusedWithThePlace() {
            assertThatThrownBy(() -> file("a: 1\nb: [1\nc: 2\n").documents())
                    .isInstanceOf(YamlEditException.class)
                    .hasMessageContaining("file.yaml:3:")
                    .hasMessageContaining("is not YAML");
            assertThatThrownBy(() -> file("a: *nowhere\n").documents()).hasMessageContaining("file.yaml:1:4");
            assertThatThrownBy(() -> file("a: \"\u0000\"\n").documents()).hasMessageContaining("U+0000");
            assertThatThrownBy(() -> file("a: 1\n\tb: 2\n").documents()).hasMessageContaining("is not YAML");
        }

        @Test
        void encodingsOtherThanUtf8AreRefused() {
            byte[] latin = "a: 1\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> YamlFile.of("file.yaml", latin))
                    .hasMessageContaining("file.yaml:2:4: is not UTF-8");
            byte[] utf16 = "\uFEFFa: 1\n".getBytes(StandardCharsets.UTF_16BE);
            assertThatThrownBy(() -> YamlFile.of("file.yaml", utf16)).hasMessageContaining("not UTF-8");
        }

        @Test
        void nestingAndAliasBombsEndEarly() {
            assertThatThrownBy(() -> file("[".repeat(5000) + "]".repeat(5000)).documents())
                    .hasMessageContaining("nests deeper");
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 10; i++) {
                bomb.append("a%d: &a%d [%s]\n"
                        .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
            }
            YamlFile file = file(bomb.toString());
            assertThat(file.edit().set(path("b"), 1).apply().text()).isEqualTo(bomb + "b: 1\n");
            assertThatThrownBy(() -> file.value(path("a9")))
                    .hasMessageContaining("too large when its aliases are written out");
            assertThat(file("a: &a [*a]\n").exists(path("a[0][0][0]"))).isTrue();
        }

        @Test
        void filesThatAreTooLargeAreRefused() {
            assertThatThrownBy(() -> YamlFile.of("file.yaml", new byte[(64 << 20) + 1]))
                    .hasMessageContaining("split the file");
        }
    }

    @Test
    void aFileWithoutChangesIsTheSameFile() {
        YamlFile file = file("a: 1\nb: [x, {y: z}]\nc:\n");
        assertThat(file.edit().apply()).isSameAs(file);
        assertThat(file.edit()
                        .set(path("a"), 1)
                        .set(path("b"), List.of("x", Map.of("y", "z")))
                        .set(path("c"), null)
                        .apply())
                .isSameAs(file);
        assertThat(file).hasToString("file.yaml");
        assertThat(file.name()).isEqualTo("file.yaml");
    }
}
