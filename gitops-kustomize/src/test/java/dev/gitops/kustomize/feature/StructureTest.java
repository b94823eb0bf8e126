package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.kustomize.BuiltResource;
import dev.gitops.kustomize.errors.RefusedException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How kustomizations build upon one another, and what they may not do. */
class StructureTest {

    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";

    @Test
    void componentsChangeWhatTheOverlayHasGathered() {
        assertThat(Trees.build("""
                        === base/kustomization.yaml
                        resources: [p.yaml]
                        === base/p.yaml
                        """ + POD + """
                        === part/kustomization.yaml
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        commonAnnotations: {part: here}
                        === top/kustomization.yaml
                        resources: [../base]
                        components: [../part]
                        """)).contains("    part: here\n");
    }

    @Test
    void listsStandForTheirItems() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [l.yaml]
                        === l.yaml
                        apiVersion: v1
                        kind: PodList
                        items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, {apiVersion: v1, kind: Pod, metadata: {name: b}}]
                        """))
                .isEqualTo(
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n");
    }

    @Test
    void objectsCanBeKeptInTheOrderTheyCame() {
        assertThat(Trees.result("""
                                === kustomization.yaml
                                resources: [r.yaml]
                                sortOptions: {order: legacy, legacySortOptions: {orderFirst: [Pod], orderLast: [Namespace]}}
                                === r.yaml
                                apiVersion: v1
                                kind: Namespace
                                metadata: {name: n}
                                ---
                                """ + POD).resources())
                .extracting(BuiltResource::kind)
                .containsExactly("Pod", "Namespace");
    }

    @Test
    void objectsForOtherToolsAreNotPrinted() {
        assertThat(
                        Trees.build(
                                "=== kustomization.yaml\nresources: [r.yaml]\n=== r.yaml\n" + POD
                                        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: q, annotations: {config.kubernetes.io/local-config: 'true'}}\n"))
                .doesNotContain("name: q");
    }

    @Test
    void originsAreToldWhereAskedFor() {
        assertThat(Trees.build("=== base/kustomization.yaml\nresources: [p.yaml]\n=== base/p.yaml\n" + POD
                        + "=== top/kustomization.yaml\nresources: [../base]\nnamePrefix: a-\n"
                        + "buildMetadata: [originAnnotations, transformerAnnotations, managedByLabel]\n"))
                .isEqualTo("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          annotations:
                            alpha.config.kubernetes.io/transformations: |
                              - configuredIn: kustomization.yaml
                                configuredBy:
                                  apiVersion: builtin
                                  kind: PrefixTransformer
                            config.kubernetes.io/origin: |
                              path: ../base/p.yaml
                          labels:
                            app.kubernetes.io/managed-by: kustomize-v5.8.2
                          name: a-p
                        """);
    }

    @Test
    void configurationsTeachNewFields() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [r.yaml]
                        namePrefix: a-
                        configurations: [c.yaml]
                        === c.yaml
                        nameReference: [{kind: ConfigMap, fieldSpecs: [{kind: Widget, path: spec/config}]}]
                        === r.yaml
                        apiVersion: example.com/v1
                        kind: Widget
                        metadata: {name: w}
                        spec: {config: m}
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: m}
                        """)).contains("  config: a-m\n");
    }

    @Test
    void aSchemaOfOnesOwnGivesMergeKeys() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [r.yaml]
                        openapi: {path: schema.yaml}
                        patches:
                        - patch: |-
                            apiVersion: example.com/v1
                            kind: Widget
                            metadata: {name: w}
                            spec: {parts: [{id: b, size: 2}]}
                        === schema.yaml
                        definitions:
                          w:
                            properties: {spec: {properties: {parts: {type: array, items: {type: object}, x-kubernetes-patch-merge-key: id, x-kubernetes-patch-strategy: merge}}}}
                            x-kubernetes-group-version-kind: [{group: example.com, version: v1, kind: Widget}]
                        === r.yaml
                        apiVersion: example.com/v1
                        kind: Widget
                        metadata: {name: w}
                        spec: {parts: [{id: a, size: 1}, {id: b, size: 1}]}
                        """)).contains("  - id: b\n    size: 2\n  - id: a\n    size: 1\n");
    }

    @Test
    void builtInTransformersMayStandInFilesOfTheirOwn() {
        assertThat(Trees.build("=== kustomization.yaml\nresources: [p.yaml]\ntransformers: [t.yaml]\n"
                        + "=== t.yaml\napiVersion: builtin\nkind: AnnotationsTransformer\nmetadata: {name: t}\n"
                        + "annotations: {note: 5}\nfieldSpecs: [{path: metadata/annotations, create: true}]\n=== p.yaml\n"
                        + POD))
                .contains("    note: \"5\"\n");
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "resources: [https://example.com/x.yaml] | is not fetched | Vendor it",
                    "resources: [\"github.com/org/repo//base?ref=v1\"] | is not fetched | Vendor it",
                    "helmCharts: [{name: c}] | Helm charts are not inflated | manifests: {helm: ...}",
                    "transformers: [{x: 1}] | cannot unmarshal object | kustomization.yaml:1",
                })
        void nameTheWayOut(String field, String what, String wayOut) {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\n" + field + "\n"))
                    .hasMessageContaining(what)
                    .hasMessageContaining(wayOut);
        }

        @Test
        void programsAreNotRun() {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\ngenerators: [g.yaml]\n"
                            + "=== g.yaml\napiVersion: example.com/v1\nkind: Exec\nmetadata: {name: x}\n"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("unable to load external plugin 'Exec'");
        }
    }

    @Nested
    class Errors {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "nmePrefix: a | unknown field \"nmePrefix\" (/kustomization.yaml:1)",
                    "namePrefix: 5 | cannot unmarshal number into Go struct field Kustomization.namePrefix of type string",
                    "resources: x | cannot unmarshal string into Go struct field Kustomization.resources of type []string",
                    "{kind: Deployment, namePrefix: a} | kind should be Kustomization or Component",
                    "resources: [absent.yaml] | evalsymlink failure on '/absent.yaml'",
                    "resources: [.] | cycle detected",
                    "images: [{name: a, tag: b}] | unknown field \"tag\"",
                    "resources: ['a: b: c'] | evalsymlink failure",
                    "replicas: [{name: web, count: 2}] | resource with name web does not match a config",
                    "sortOptions: {order: x} | must be one of [fifo, legacy]",
                    "openapi: {version: v9} | the specified OpenAPI version is not built in",
                    "{ | did not find expected node content",
                })
        void sayWhatIsWrong(String field, String message) {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\n" + field + "\n"))
                    .hasMessageContaining(message);
        }

        @Test
        void anObjectThatStandsTwiceIsNamed() {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\nresources: [p.yaml, q.yaml]\n=== p.yaml\n"
                            + POD + "=== q.yaml\n" + POD))
                    .hasMessageContaining(
                            "may not add resource with an already registered id: Pod.v1.[noGrp]/p.[noNs]");
        }

        @Test
        void aFileOutsideTheRootIsNotRead() {
            assertThatThrownBy(() ->
                            Trees.build("=== p.yaml\n" + POD + "=== top/kustomization.yaml\nresources: [../p.yaml]\n"))
                    .hasMessageContaining("security; file '/p.yaml' is not in or below '/top'");
        }

        @Test
        void aBrokenFileIsNamedWithItsLine() {
            assertThatThrownBy(() ->
                            Trees.build("=== kustomization.yaml\nresources: [p.yaml]\n=== p.yaml\na: 1\nb: c: d\n"))
                    .hasMessageContaining(
                            "MalformedYAMLError: yaml: line 2: mapping values are not allowed in this context")
                    .hasMessageContaining("p.yaml");
        }

        @Test
        void aKeyThatStandsTwiceIsToldWithItsLine() {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\nresources: [p.yaml]\n=== p.yaml\n" + POD
                            + "spec:\n  a: 1\n  a: 2\n"))
                    .hasMessageContaining("line 6: mapping key \"a\" already defined");
        }

        @Test
        void aReferenceThatMayMeanSeveralObjectsIsLeftAlone() {
            assertThat(Trees.build("""
                            === a/kustomization.yaml
                            resources: [../m]
                            namePrefix: a-
                            === b/kustomization.yaml
                            resources: [../m]
                            namePrefix: b-
                            === m/kustomization.yaml
                            resources: [m.yaml]
                            === m/m.yaml
                            apiVersion: v1
                            kind: ConfigMap
                            metadata: {name: m}
                            === top/kustomization.yaml
                            resources: [../a, ../b, p.yaml]
                            === top/p.yaml
                            apiVersion: v1
                            kind: Pod
                            metadata: {name: p}
                            spec: {volumes: [{configMap: {name: m}}]}
                            """)).contains("      name: m\n");
        }
    }

    @Test
    void fieldsThatAComponentNamesConflictWithThoseOfEveryTypeAsThoseOfABaseDo() {
        String tree = """
                === top/kustomization.yaml
                resources: [p.yaml]
                components: [../component]
                === top/p.yaml
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                === component/kustomization.yaml
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                configurations: [fields.yaml]
                === component/fields.yaml
                images:
                - {path: "spec/containers[]/image", kind: Thing%s}
                """;
        assertThatThrownBy(() -> Trees.build(tree.formatted("")))
                .hasMessageContaining("recursed merging")
                .hasMessageContaining("conflicting fieldspecs");
        assertThat(Trees.build(tree.formatted(", create: true"))).contains("kind: Pod");
    }
}
