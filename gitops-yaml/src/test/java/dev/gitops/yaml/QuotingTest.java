package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {

    private static String written(String value) {
        String text = YamlFile.of("f", "a: b\n")
                .edit()
                .set(YamlPath.of("a"), value)
                .apply()
                .text();
        return text.substring(3, text.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.30",
                "7e12345",
                "012",
                "on",
                "1_000",
                "0x1F",
                "2024-01-01",
                "2024-01-01T10:00:00Z",
                "12:30",
                "1:20:30.5",
                "~",
                "null",
                "Null",
                ".inf",
                "-.INF",
                ".nan",
                "=",
                "<<",
                "y",
                "N",
                "Yes",
                "OFF",
                "True",
                "1",
                "-1",
                "+1",
                "1.",
                ".5",
                "1e3",
                "1E+3",
                "0b101",
                "0o17",
                "0X1f",
                "1__0",
                "0x1p-2",
                "",
                " a",
                "a ",
                "- a",
                "-",
                "--- x",
                "...",
                "? a",
                ": a",
                "a: b",
                "a:",
                "a #b",
                "# a",
                "@a",
                "`a",
                "%a",
                "!a",
                "&a",
                "*a",
                "[a",
                "{a",
                "]",
                "}",
                ",a",
                "|",
                ">",
                "'a",
                "-1:30"
            })
    void whatSomeReaderTakesForSomethingElseIsQuoted(String value) {
        assertThat(written(value)).isEqualTo('"' + value.replace("\"", "\\\"") + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.2.3",
                "1.2.3",
                "1.2.3-rc.1",
                "a1b2c3d",
                "abc123e",
                "shop:1.0",
                "registry.example.com:5000/a/b@sha256:0a",
                "../base",
                "./a.yaml",
                ".",
                "-prod",
                "a b",
                "a#b",
                "it's",
                "a,b",
                "a[0]",
                "a{b}",
                "ünï",
                "\uD83D\uDE80",
                "https://x.example.com/?a=b&c=d",
                "8080:80",
                "1.2.3.4",
                "yesterday",
                "nullable",
                "0xg",
                "2024-01-15-abc"
            })
    void everythingElseStaysPlain(String value) {
        assertThat(written(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\tb", "a\nb", "\u0007", "\u0085", "\u2028", "\uFEFF", "\u202Eevil", "\u200B", "\\n\n", "\u007F"
            })
    void whatCannotBeSeenIsEscaped(String value) {
        String escaped = YamlFile.of("f", "a: 'b'\n")
                .edit()
                .set(YamlPath.of("a"), value)
                .apply()
                .text();
        assertThat(escaped).startsWith("a: \"").doesNotContain(value);
        assertThat(YamlFile.of("f", escaped).scalar(YamlPath.of("a"))).contains(value);
    }
}
