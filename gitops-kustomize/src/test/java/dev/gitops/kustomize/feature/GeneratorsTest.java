package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** ConfigMaps and Secrets made from literals and files. */
class GeneratorsTest {

    @Test
    void aConfigMapHoldsLiteralsFilesAndLinesAndIsNamedByItsContent() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        configMapGenerator:
                        - name: settings
                          literals: [a=1, 'b="quoted"']
                          files: [note.txt, renamed=note.txt]
                          envs: [vars.env]
                        === note.txt
                        two
                        lines
                        === vars.env
                        # comment
                        COLOR=blue = green
                          INDENTED
                        """)).isEqualTo("""
                        apiVersion: v1
                        data:
                          COLOR: blue = green
                          INDENTED: ""
                          a: "1"
                          b: quoted
                          note.txt: |
                            two
                            lines
                          renamed: |
                            two
                            lines
                        kind: ConfigMap
                        metadata:
                          name: settings-7b6fkm8mf2
                        """);
    }

    @Test
    void aSecretIsEncodedAndReferencesFollowItsName() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [p.yaml]
                        secretGenerator: [{name: s, literals: [password=hunter2]}]
                        generatorOptions: {labels: {made: here}, immutable: true}
                        === p.yaml
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p}
                        spec: {containers: [{name: c, envFrom: [{secretRef: {name: s}}]}]}
                        """))
                .contains("  password: aHVudGVyMg==\n", "immutable: true\n", "    made: here\n", "type: Opaque\n")
                .containsPattern("(?s)name: (s-[a-z0-9]{10})\n.*name: \\1\n");
    }

    @Test
    void anOverlayMergesIntoWhatTheBaseGenerates() {
        assertThat(Trees.build("""
                        === base/kustomization.yaml
                        configMapGenerator: [{name: m, literals: [a=1, b=1]}]
                        === top/kustomization.yaml
                        resources: [../base]
                        configMapGenerator:
                        - name: m
                          behavior: merge
                          literals: [b=2, c=2]
                          options: {disableNameSuffixHash: true}
                        """)).isEqualTo("""
                        apiVersion: v1
                        data:
                          a: "1"
                          b: "2"
                          c: "2"
                        kind: ConfigMap
                        metadata:
                          name: m
                        """);
    }

    @Test
    void aKeyThatStandsTwiceIsAnError() {
        assertThatThrownBy(() ->
                        Trees.build("=== kustomization.yaml\nconfigMapGenerator: [{name: m, literals: [a=1, a=2]}]\n"))
                .hasMessageContaining("configmap m illegally repeats the key `a`");
    }

    @Test
    void mergingIntoNothingIsAnError() {
        assertThatThrownBy(() -> Trees.build(
                        "=== kustomization.yaml\nconfigMapGenerator: [{name: m, behavior: merge, literals: [a=1]}]\n"))
                .hasMessageContaining("does not exist; cannot merge or replace");
    }

    @Test
    void aFileOfSeveralLinesThatBeginsWithATabIsRefused() {
        String tree = "=== kustomization.yaml\nconfigMapGenerator:\n- {name: c, files: [f]}\n=== f\n";
        assertThatThrownBy(() -> Trees.build(tree + "\tx\ny\n"))
                .hasMessageContaining("found a tab character where an indentation space is expected");
        assertThat(Trees.build(tree + "\tx \ny\n")).contains("  f: \"\\tx \\ny\\n\"\n");
    }

    /** Go's library makes texts of numbers where the configuration of a plugin wants them, but not in what it embeds. */
    @Test
    void aGeneratorsOwnFileTakesNumbersForItsNameAlone() {
        String tree = """
                === kustomization.yaml
                generators: [g.yaml]
                === g.yaml
                apiVersion: builtin
                kind: ConfigMapGenerator
                metadata: {name: 12345678.9}
                literals: [a=b]
                """;
        assertThat(Trees.build(tree)).contains("name: 1.2345679e+07-");
        for (String field : List.of("behavior: 5", "namespace: 5", "options: {labels: {k: 5}}")) {
            assertThatThrownBy(() -> Trees.build(tree + field + "\n")).hasMessageContaining("cannot unmarshal number");
        }
    }
}
