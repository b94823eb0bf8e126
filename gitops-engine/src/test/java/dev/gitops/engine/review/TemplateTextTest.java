package dev.gitops.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTextTest {

    private static final TemplateText TEXT = new TemplateText("""
            {{- $name := .Release.Name }}
            apiVersion: v1
            kind: Service
            metadata:
              name: {{ $name }}
            spec:
              ports:
                - port: 80
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ $name }}
            spec:
              {{- if .Values.replicas }}
              replica: {{ .Values.replicas }}
              {{- end }}
              template:
                spec:
                  containers:
                    - name: shop
                      imagee: "a:b"
                      resources:
                        {{- toYaml .Values.resources | nindent 12 }}
                    - name: side
                      "port": 1
                  {{- range .Values.volumes }}
                  volumes: {{ . }}
                  volumes: []
                  {{- end }}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Deployment | spec.replica                                   | 16
                    Deployment | spec.template.spec.containers[0].imagee        | 22
                    Deployment | spec.template.spec.containers[1].port          | 26
                    Deployment | spec.template.spec.containers[0].resources.a.b | 23
                    Deployment | spec                                           | 14
                    Service    | spec.ports[0].nodePort                         | 7
                    Deployment | metadata.lables                                | 12
                    """)
    void tellsTheLineOfAFieldOrOfWhatIsNearestAboveIt(String kind, String path, int line) {
        assertThat(TEXT.line(kind, path)).isEqualTo(line);
    }

    @Test
    void tellsNoLineWhereSeveralCouldBeIt() {
        assertThat(TEXT.line("Deployment", "spec.template.spec.containers[0].name"))
                .isZero();
        assertThat(TEXT.line("Deployment", "spec.template.spec.volumes")).isZero();
        assertThat(TEXT.line("ConfigMap", "data.a")).isZero();
    }

    @Test
    void takesAnyTextForATemplate() {
        assertThat(new TemplateText("").line("Pod", "spec")).isZero();
        assertThat(new TemplateText("kind: {{ .Values.kind }}\r\nspec:\r\n").line("Pod", "spec.a"))
                .isEqualTo(2);
        assertThat(new TemplateText("- ".repeat(100_000) + "\n" + " ".repeat(100_000) + "a:\n").line("Pod", "b"))
                .isZero();
    }
}
