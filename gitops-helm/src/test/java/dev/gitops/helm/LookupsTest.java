package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupsTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "{{ lookup \"v1\" \"Secret\" .ns .name }} => {{ omit dict \"v1\" \"Secret\" .ns .name }}",
                "{{- with (lookup \"v1\" \"Secret\" \"\" \"\").items -}} => {{- with (omit dict \"v1\" \"Secret\" \"\" \"\").items -}}",
                "{{ .name | lookup \"v1\" }} lookup {{ lookup `v1` }} => {{ .name | omit dict \"v1\" }} lookup {{ omit dict `v1` }}"
            })
    void replacesTheFunction(String before, String after) {
        assertThat(Lookups.emptied(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lookup \"v1\"",
                "{{ .Values.lookup }} {{ $lookup }} {{ mylookup \"a\" }}",
                "{{ \"say }} lookup \\\" now\" }}",
                "{{/* lookup \"v1\" }} */}}",
                "{{ `}} lookup ` }}",
                "{{ never closed lookup"
            })
    void leavesEverythingElse(String text) {
        assertThat(Lookups.emptied(text)).isEqualTo(text);
    }

    @Test
    void staysQuickOnLongTexts() {
        String text = "{{ \"" + "a".repeat(200_000) + "\" | lookup \"v1\" }}";

        assertThat(Lookups.emptied(text)).hasSize(text.length() + 3).endsWith("| omit dict \"v1\" }}");
    }
}
