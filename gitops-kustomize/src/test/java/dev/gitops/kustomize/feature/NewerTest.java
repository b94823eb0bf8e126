package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.kustomize.errors.KustomizeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kustomize 5.8.2 does and 5.5.0 did not; all expected values are those of 5.8.2. */
class NewerTest {

    @Nested
    class ReplacementsOf {

        private static String tree(String replacement, String config) {
            return "=== kustomization.yaml\nresources: [r.yaml]\nreplacements:\n" + replacement
                    + "=== r.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata:\n  a: x\n  config: "
                    + config + "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\ndata: {a: x}\n";
        }

        @Test
        void aGivenValueNeedNoSource() {
            assertThat(Trees.build(tree(
                            "- sourceValue: given\n  targets:\n  - {select: {name: two}, fieldPaths: [data.a]}\n",
                            "x")))
                    .contains("  a: x\n  config: x\n")
                    .endsWith("data:\n  a: given\nkind: ConfigMap\nmetadata:\n  name: two\n");
        }

        @Test
        void aGivenValueAndASourceAreRefused() {
            assertThatThrownBy(() -> Trees.build(tree(
                            "- sourceValue: given\n  source: {name: one}\n  targets:\n  - {select: {name: two}}\n",
                            "x")))
                    .hasMessageContaining("mutually exclusive");
        }

        @Test
        void targetsAreChosenAndLeftOutByExpressions() {
            assertThat(Trees.build(tree(
                            "- sourceValue: v\n  targets:\n  - select: {kind: Config.*, name: one|two}\n"
                                    + "    reject: [{name: t.*}]\n    fieldPaths: [data.a]\n",
                            "x")))
                    .contains("  a: v\n  config: x\n")
                    .contains("data:\n  a: x\n");
        }

        @Test
        void anExpressionStandsForTheWholeName() {
            assertThat(Trees.build(tree(
                            "- sourceValue: v\n  targets:\n  - {select: {name: \"t.\"}, fieldPaths: [data.a]}\n", "x")))
                    .doesNotContain("a: v");
        }

        @Test
        void anExpressionThatIsNoneIsRefused() {
            assertThatThrownBy(() ->
                            Trees.build(tree("- sourceValue: v\n  targets:\n  - {select: {name: \"t[\"}}\n", "x")))
                    .isInstanceOf(KustomizeException.class)
                    .hasMessageContaining("error creating target selector");
        }

        private static String within(String text) {
            return Trees.build(tree(
                    "- sourceValue: v\n  targets:\n  - {select: {name: one}, fieldPaths: [data.config.db.host]}\n",
                    text));
        }

        @Test
        void aFieldWithinATextOfJsonIsReached() {
            assertThat(within("'{\"db\":{\"port\":1,\"host\":\"h\"}}'"))
                    .contains("  config: '{\"db\":{\"host\":\"v\",\"port\":1}}'\n");
        }

        @Test
        void aFieldWithinATextOfYamlIsReached() {
            assertThat(within("\"db:\\n  port: 1\\n  host: h\\n  list:\\n  - a: 'b'\\n\""))
                    .contains("  config: |-\n    db:\n      port: 1\n      host: v\n      list:\n      - a: 'b'\n");
        }

        /** kustomize writes the whole text anew, each value in its own style. */
        @Test
        void anchorsTagsAndStylesOfATextOfYamlStay() {
            String text = """
                    |
                        b: !!str 7
                        c: &a v
                        again: *a
                        d: >-
                          one
                          two
                        'e': ["x", 'y', {f: }]
                        g:
                          - !t z
                          - - 1:30
                        db: {host: 5}
                    """;
            assertThat(within(text)).contains("""
                      config: |-
                        b: !!str 7
                        c: &a v
                        again: *a
                        d: >-
                          one two
                        'e': ["x", 'y', {f: ''}]
                        g:
                        - !t z
                        - - 1:30
                        db: {host: !!int v}
                    """);
        }

        @Test
        void aTextOfYamlWithCommentsIsRefusedRatherThanStrippedOfThem() {
            assertThatThrownBy(() -> Trees.build(tree(
                            "- sourceValue: v\n  targets:\n  - {select: {name: one}, fieldPaths: [data.config.host]}\n",
                            "\"host: h # the host\\n\"")))
                    .hasMessageContaining("comments, which would be lost");
        }
    }

    @Nested
    class ClaimTemplates {

        private static String tree(String label) {
            return "=== kustomization.yaml\nresources: [s.yaml]\nlabels:\n- " + label
                    + "\n=== s.yaml\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n"
                    + "  template: {metadata: {}}\n  volumeClaimTemplates:\n  - metadata: {name: data}\n";
        }

        @Test
        void areLeftWhereOnlyTemplatesAreLabelledAndThatIsTold() {
            assertThat(Trees.build(tree("{pairs: {a: b}, includeTemplates: true}")))
                    .contains("  - metadata:\n      name: data\n");
            assertThat(Trees.result(tree("{pairs: {a: b}, includeTemplates: true}"))
                            .warnings())
                    .singleElement()
                    .asString()
                    .contains("StatefulSet db", "kustomize before 5.8");
        }

        @Test
        void areLabelledWhereAskedFor() {
            String tree = tree("{pairs: {a: b}, includeVolumeClaimTemplates: true}");
            assertThat(Trees.build(tree)).contains("  - metadata:\n      labels:\n        a: b\n      name: data\n");
            assertThat(Trees.result(tree).warnings()).isEmpty();
        }

        @Test
        void areLabelledWithSelectors() {
            assertThat(Trees.build(tree("{pairs: {a: b}, includeSelectors: true}")))
                    .contains("  - metadata:\n      labels:\n        a: b\n      name: data\n");
        }
    }

    @Nested
    class Patches {

        private static final String PODS = "=== r.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\n"
                + "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: c}\n";

        @Test
        void mayBeEmpty() {
            assertThat(Trees.build("=== kustomization.yaml\nresources: [r.yaml]\npatches:\n- patch: |-\n    # later\n"
                            + "- path: none.yaml\n=== none.yaml\n# nothing\n" + PODS))
                    .contains("name: a", "name: b", "name: c");
        }

        @Test
        void thatOnlyLookLikeJsonAreRefused() {
            assertThatThrownBy(() -> Trees.build("=== kustomization.yaml\nresources: [r.yaml]\npatches:\n"
                            + "- {patch: '[{op: remove, path: /metadata/labels}]', target: {kind: Pod}}\n" + PODS))
                    .hasMessageContaining("unable to parse SM or JSON patch");
        }

        @Test
        void ofJsonMayEscapeAsJsonDoes() {
            assertThat(Trees.build("=== kustomization.yaml\nresources: [r.yaml]\npatches:\n- path: p.json\n"
                            + "  target: {name: a}\n=== p.json\n[{\"op\": \"add\", \"path\": \"\\/spec\", \"value\": {\"x\": 1e3}}]\n"
                            + PODS))
                    .contains("  name: a\nspec:\n  x: 1000\n");
        }

        @Test
        void mayDeleteSeveralObjects() {
            assertThat(Trees.build("=== kustomization.yaml\nresources: [r.yaml]\npatches:\n- patch: |-\n"
                            + "    apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n    $patch: delete\n    ---\n"
                            + "    apiVersion: v1\n    kind: Pod\n    metadata: {name: c}\n    $patch: delete\n"
                            + PODS))
                    .isEqualTo("apiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n");
        }
    }

    @Nested
    class Images {

        private static String build(String image, String entry) {
            return Trees.build("=== kustomization.yaml\nresources: [p.yaml]\nimages: [" + entry
                    + "]\n=== p.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: "
                    + image + "}]\n  volumes: [{name: v, image: {reference: " + image + "}}]\n");
        }

        @Test
        void ofVolumesAreChangedToo() {
            assertThat(build("shop:1", "{name: shop, newTag: v2}"))
                    .contains("image: shop:v2\n", "reference: shop:v2\n");
        }

        @Test
        void withADigestOfAnyAlgorithmMatch() {
            assertThat(build("shop@sha512:ab", "{name: shop, newTag: v2}")).contains("image: shop:v2\n");
            assertThat(build("shop@multihash+base58:QmR", "{name: \"sh.p\", newTag: v2}"))
                    .contains("image: shop:v2\n");
        }

        @ParameterizedTest
        @CsvSource({"'['", "'a(b'", "'*x'"})
        void ofANameThatIsNoExpressionAreRefusedInPlainWords(String name) {
            assertThatThrownBy(() -> build("shop:1", "{name: \"" + name + "\", newTag: v2}"))
                    .isInstanceOf(KustomizeException.class)
                    .hasMessageContaining("the image name `" + name + "` in images is no regular expression");
        }
    }

    @Test
    void policiesOfAdmissionGetNoNamespace() {
        assertThat(
                        Trees.build(
                                "=== kustomization.yaml\nnamespace: ns\nresources: [r.yaml]\n=== r.yaml\n"
                                        + "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: p}\n"))
                .doesNotContain("namespace");
    }

    @Test
    void textsOfASecretAreMergedAsItsData() {
        assertThat(Trees.build(
                        "=== kustomization.yaml\nresources: [s.yaml]\nsecretGenerator:\n- {name: s, behavior: merge, literals:"
                                + " [b=2], options: {disableNameSuffixHash: true}}\n=== s.yaml\napiVersion: v1\nkind: Secret\n"
                                + "metadata: {name: s}\nstringData: {a: one}\ndata: {c: Yw==}\n"))
                .isEqualTo(
                        "apiVersion: v1\ndata:\n  a: b25l\n  b: Mg==\n  c: Yw==\nkind: Secret\nmetadata:\n  name: s\n"
                                + "type: Opaque\n");
    }

    @Test
    void twoEntriesThatAWrongIndentationMadeOneAreRefused() {
        assertThatThrownBy(() -> Trees.build("=== top/kustomization.yaml\nresources:\n- ../base\n - ../other\n"
                        + "=== base/kustomization.yaml\nnamePrefix: a\n=== other/kustomization.yaml\nnamePrefix: b\n"))
                .hasMessageContaining("is ambiguous");
    }
}
