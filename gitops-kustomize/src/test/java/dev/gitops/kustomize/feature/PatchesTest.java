package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.kustomize.errors.KustomizeException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Patches of both kinds. */
class PatchesTest {

    private static final String POD = """
            === p.yaml
            apiVersion: v1
            kind: Pod
            metadata: {name: p, labels: {app: x}}
            spec:
              containers:
              - name: main
                image: a:1
                ports:
                - {containerPort: 80, protocol: TCP}
              - name: side
                image: b:1
              volumes:
              - {name: data, emptyDir: {}}
            """;

    private static String patched(String patches) {
        return Trees.build("=== kustomization.yaml\nresources: [p.yaml]\npatches:\n" + patches + POD);
    }

    @Nested
    class StrategicMerge {

        @Test
        void itemsMeetByTheirMergeKeyAndNewOnesComeFirst() {
            assertThat(patched("""
                                    - patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: p}
                                        spec:
                                          containers:
                                          - {name: new, image: c:1}
                                          - {name: side, image: b:2}
                                    """)).contains("""
                              containers:
                              - image: c:1
                                name: new
                              - image: b:2
                                name: side
                              - image: a:1
                                name: main
                            """);
        }

        /** kustomize merges the object into the patch, and goes on with the object. */
        @Test
        void aPatchThatReplacesTheWholeObjectDoesNothing() {
            assertThat(patched("""
                                    - patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: p}
                                        $patch: replace
                                        spec: {hostname: h}
                                    """))
                    .contains("labels:\n    app: x\n", "image: a:1")
                    .doesNotContain("hostname");
        }

        @Test
        void nullAndDeleteTakeAway() {
            assertThat(patched("""
                                    - patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: p, labels: null}
                                        spec:
                                          containers: [{name: side, $patch: delete}]
                                          volumes: null
                                    """)).doesNotContain("labels", "side", "volumes");
        }

        @Test
        void replaceTakesTheListAsItIs() {
            assertThat(patched("""
                                    - patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: p}
                                        spec:
                                          containers: [{$patch: replace}, {name: only, image: z}]
                                    """))
                    .contains("  containers:\n  - image: z\n    name: only\n")
                    .doesNotContain("main");
        }

        @Test
        void aTargetSelectsByExpressionAndLabels() {
            assertThat(patched("""
                                    - target: {kind: Po., labelSelector: "app in (x, y)"}
                                      patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: any, annotations: {patched: "yes"}}
                                    """)).contains("    patched: \"yes\"\n", "  name: p\n");
        }

        @Test
        void optionsAllowANewName() {
            assertThat(patched("""
                                    - target: {kind: Pod}
                                      options: {allowNameChange: true}
                                      patch: |-
                                        apiVersion: v1
                                        kind: Pod
                                        metadata: {name: renamed}
                                    """)).contains("  name: renamed\n");
        }

        @Test
        void aPatchForNothingIsAnError() {
            assertThatThrownBy(() -> patched("""
                                    - patch: "{apiVersion: v1, kind: Pod, metadata: {name: absent}}"
                                    """))
                    .isInstanceOf(KustomizeException.class)
                    .hasMessageContaining("no resource matches strategic merge patch \"Pod.v1.[noGrp]/absent.[noNs]\"");
        }
    }

    @Nested
    class Json {

        private static String op(String operation) {
            return "- target: {kind: Pod}\n  patch: |-\n    - {" + operation + "}\n";
        }

        @Test
        void operationsChangeAddAndRemove() {
            String built = Trees.build("=== kustomization.yaml\nresources: [p.yaml]\npatches:\n"
                    + op("op: replace, path: /spec/containers/0/image, value: z:9")
                    + op("op: add, path: /spec/containers/-, value: {name: last}")
                    + op("op: remove, path: /metadata/labels/app")
                    + op("op: copy, from: /metadata/name, path: /spec/hostname")
                    + op("op: move, from: /spec/volumes, path: /spec/moved")
                    + op("op: test, path: /spec/hostname, value: p")
                    + op("op: add, path: /metadata/annotations, value: {a~b: x}")
                    + POD);
            assertThat(built)
                    .contains("image: z:9", "  - name: last\n", "labels: {}", "hostname: p", "  moved:\n")
                    .doesNotContain("volumes");
        }

        @Test
        void valuesAreReadAsYaml11AndDatesStayAsWritten() {
            assertThat(patched(op("op: add, path: /spec/z, value: {a: 2024-1-1, b: yes, 0.1: c, 1e7: d}")))
                    .contains("  z:\n    \"0.1\": c\n    \"1e+07\": d\n    a: \"2024-1-1\"\n    b: true\n");
            assertThatThrownBy(() -> patched(op("op: add, path: /spec/z, value: [.inf]")))
                    .hasMessageContaining("cannot be written as JSON");
        }

        /** A value that a later patch puts in the place of a text that needs quotes becomes a text. */
        @Test
        void textsThatNeedQuotesHaveThemForLaterPatches() {
            String later = """
                    - patch: |-
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p}
                        spec: {a: 1.10, b: 1.10}
                    """;
            assertThat(patched(op("op: add, path: /spec/a, value: '@at'")
                            + op("op: add, path: /spec/b, value: at")
                            + later))
                    .contains("  a: \"1.10\"\n  b: 1.1\n");
        }

        /** Where kustomize remembers something of an object, which it does in annotations. */
        @Test
        void annotationsAreFoundWhereAnObjectHasNone() {
            assertThat(patched(op("op: add, path: /metadata/annotations/a, value: x")))
                    .contains("  annotations:\n    a: x\n  labels:");
            assertThat(patched(op("op: remove, path: /metadata/annotations"))).doesNotContain("annotations");
            assertThat(patched(op("op: add, path: /spec/hostname, value: p"))).doesNotContain("annotations");
            assertThatThrownBy(() -> patched(op("op: test, path: /metadata/annotations, value: null")))
                    .hasMessageContaining("testing value /metadata/annotations failed");
        }

        @Test
        void theOlderFieldFindsThemOnlyWhereAnIdWasRemembered() {
            String tree = """
                    === kustomization.yaml
                    resources: [base]
                    patchesJson6902:
                    - target: {version: v1, kind: Pod, name: %s}
                      patch: "- {op: add, path: /metadata/annotations/a, value: x}"
                    === base/kustomization.yaml
                    resources: [p.yaml]
                    %s
                    """;
            String pod = POD.replace("=== p.yaml", "=== base/p.yaml");
            assertThat(Trees.build(tree.formatted("z-p", "namePrefix: z-") + pod))
                    .contains("    a: x\n");
            assertThatThrownBy(() -> Trees.build(tree.formatted("p", "") + pod))
                    .hasMessageContaining("doc is missing path");
        }

        @Test
        void whatDoesNotFitIsToldWithPatchAndObject() {
            assertThatThrownBy(() -> patched(op("op: remove, path: /spec/none")))
                    .hasMessageContaining("Unable to remove nonexistent key: none")
                    .hasMessageContaining("Pod.v1.[noGrp]/p.[noNs]");
        }

        @Test
        void thereMustBeATarget() {
            assertThatThrownBy(() -> patched("- patch: '- {op: remove, path: /spec}'\n"))
                    .hasMessageContaining("must specify a target for JSON patch");
        }
    }

    /** A placeholder of a template without quotes is a key that is a map. */
    @Test
    void keysThatAreNoTextsStopPatchesOfBothKinds() {
        String tree = """
                === kustomization.yaml
                resources: [r.yaml]
                patches:
                - %s
                === r.yaml
                apiVersion: example.com/v1
                kind: Odd
                metadata: {name: x}
                field: %s
                """;
        String json = "{target: {kind: Odd}, patch: '[{\"op\": \"add\", \"path\": \"/new\", \"value\": 1}]'}";
        String merge = "patch: '{apiVersion: example.com/v1, kind: Odd, metadata: {name: x}, field: {a: 1}}'";
        assertThatThrownBy(() -> Trees.build(tree.formatted(json, "{{ value }}")))
                .hasMessageContaining("a key is no text");
        assertThatThrownBy(() -> Trees.build(tree.formatted(json, "{1: x}")))
                .hasMessageContaining("the key 1 is no string");
        assertThatThrownBy(() -> Trees.build(tree.formatted(merge, "{{ value }}")))
                .hasMessageContaining("wrong node kind: expected ScalarNode but got MappingNode");
    }

    /** kustomize selects with the code of label selectors, annotations too. */
    @Test
    void selectorsOfWhatNoLabelCanBeAreRefusedWhereAnObjectFits() {
        String patch = "- patch: '- {op: remove, path: /metadata/labels}'\n  target: {kind: %s, %s: \"%s\"}\n";
        for (String key : List.of("a#b", "-a", "a/b/c", "/a", "X/a=1", "a/", "!a#", "x".repeat(64))) {
            assertThatThrownBy(() -> patched(patch.formatted("Pod", "labelSelector", key)))
                    .hasMessageContaining("unable to parse requirement: invalid label key");
        }
        for (String value : List.of("app=http://x", "app=-x", "app notin (b#)", "app=" + "x".repeat(64))) {
            assertThatThrownBy(() -> patched(patch.formatted("Pod", "annotationSelector", value)))
                    .hasMessageContaining("unable to parse requirement: invalid label value");
        }
        assertThatThrownBy(() -> patched(patch.formatted("Pod", "labelSelector", "app>x")))
                .hasMessageContaining("the value must be an integer");
        assertThat(patched(patch.formatted("Service", "labelSelector", "a#b"))).contains("app: x");
        assertThat(patched(patch.formatted("Pod", "labelSelector", "app in (x,),!a.b-c/d_E")))
                .doesNotContain("app: x");
    }

    @Test
    void expressionsOfTargetsAreThoseOfGo() {
        String patch = "- patch: '- {op: remove, path: /metadata/labels}'\n  target: {name: '%s'}\n";
        for (String same :
                List.of("[[:alpha:]]", "(?P<n>p)", "[a-z&&[^b]]*p", "\\p{L}+", "p|{x}", "\\Qp\\E", "(?i)P")) {
            boolean fits = !same.startsWith("[a-z&&");
            assertThat(patched(patch.formatted(same)).contains("app: x"))
                    .as(same)
                    .isEqualTo(!fits);
        }
        for (String refused : List.of("(?!x).*", "(?=p)p", "(p)\\1", "p++", "(?>p)", "p\\Z", "*", "[[:foo:]]")) {
            assertThatThrownBy(() -> patched(patch.formatted(refused)))
                    .as(refused)
                    .hasMessageContaining("error parsing regexp");
        }
    }

    @Test
    void whatIsNeitherKindIsAnError() {
        assertThatThrownBy(() -> patched("- patch: 'just text'\n"))
                .hasMessageContaining("unable to parse SM or JSON patch");
    }
}
