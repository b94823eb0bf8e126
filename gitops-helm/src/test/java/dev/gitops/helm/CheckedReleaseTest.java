package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Releases of charts, each held against what the chart then renders. */
class CheckedReleaseTest {

    private static final String SHOP = "registry.example.com/payments/shop";
    private static final String DIGEST = "sha256:" + "3".repeat(64);
    private static final Target DEV = Fixtures.shop("dev");
    private static final List<String> VALUES = List.of("values-{environment}.yaml");

    private final Manifests plain = Fixtures.manifests(Fixtures.SHOP);

    private static TestTree chart(String values, String image) {
        return TestTree.of("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\nappVersion: 0.9.0\n")
                .with("chart/values.yaml", values)
                .with("chart/templates/d.yaml", deployment("shop", image));
    }

    private static String deployment(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: %s }
                spec:
                  template:
                    spec:
                      containers:
                        - { name: main, image: %s }
                """.formatted(name, image);
    }

    private static String edited(Manifests manifests, TestTree tree, Target target, String... images) {
        List<ReleasedImage> asked = java.util.Arrays.stream(images)
                .map(ImageRef::parse)
                .map(image ->
                        new ReleasedImage(image.path().substring(image.path().lastIndexOf('/') + 1), image))
                .toList();
        List<FileEdit> edits = manifests.edits(tree, target, asked);
        assertThat(edits).extracting(FileEdit::path).containsExactly("values-dev.yaml");
        return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Manifests withPaths(Map<String, Object> paths) {
        return Fixtures.manifests(Map.of("chart", "chart", "values", VALUES, "paths", paths));
    }

    @Nested
    class WithASubChart {

        private final TestTree umbrella = TestTree.of("chart/Chart.yaml", """
                        apiVersion: v2
                        name: all
                        version: 1.0.0
                        dependencies:
                          - { name: server, alias: web, version: 1.0.0, repository: "https://charts.example.com" }
                        """)
                .with("chart/charts/server/Chart.yaml", "apiVersion: v2\nname: server\nversion: 1.0.0\n")
                .with("chart/charts/server/values.yaml", """
                        image: { registry: registry.example.com, repository: payments/shop, tag: "" }
                        global: { pullPolicy: Always }
                        """)
                .with(
                        "chart/charts/server/templates/d.yaml",
                        deployment(
                                "web",
                                "\"{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}\""));

        private final Manifests manifests =
                withPaths(Map.of("tag", "web.image.tag", "repository", "web.image.repository"));

        @Test
        void leavesARegistryThatTheSubChartHasByItself() {
            TestTree tree = umbrella.with("values-dev.yaml", "web:\n  image:\n    tag: 1.0.0\n");

            assertThat(manifests.release(tree, DEV))
                    .containsExactly(new ReleasedImage("shop", ImageRef.parse(SHOP + ":1.0.0")));
            assertThat(edited(manifests, tree, DEV, SHOP + ":2.0.0")).isEqualTo("web:\n  image:\n    tag: 2.0.0\n");
        }

        @Test
        void writesNoRepositoryBesideARegistryThatMayNotBeChanged() {
            TestTree tree = umbrella.with("values-dev.yaml", "web: { image: { tag: 1.0.0 } }\n");

            assertThatThrownBy(() -> edited(manifests, tree, DEV, "mirror.example.com/payments/shop:2.0.0"))
                    .hasMessageContaining("nothing was written")
                    .hasMessageContaining(SHOP + ":2.0.0")
                    .hasMessageContaining("where mirror.example.com/payments/shop:2.0.0 was asked for");
        }

        @Test
        void knowsTheKeysOfTheSubChart() {
            TestTree tree = umbrella.with("values-dev.yaml", "web: { image: { tag: 1.0.0 } }\n");

            assertThat(manifests.set(tree, DEV, Map.of("web.image.registry", "mirror.example.com")))
                    .hasSize(1);
            assertThatThrownBy(() -> manifests.set(tree, DEV, Map.of("web.image.registri", "mirror.example.com")))
                    .hasMessageContaining("did you mean web.image.registry?");
        }
    }

    @Nested
    class WithPaths {

        @Test
        void writesWhatTheyNameAndNothingElse() {
            TestTree tree = chart("global: { tag: \"\" }\n", SHOP + ":{{ .Values.global.tag }}")
                    .with(
                            "chart/values.schema.json",
                            "{\"type\": \"object\", \"properties\": {\"global\": {}}, \"additionalProperties\": false}")
                    .with("values-dev.yaml", "global:\n  tag: 1.0.0\n");

            assertThat(edited(withPaths(Map.of("tag", "global.tag")), tree, DEV, SHOP + ":2.0.0"))
                    .isEqualTo("global:\n  tag: 2.0.0\n");
        }

        @Test
        void changesAnItemOfAList() {
            TestTree tree = chart("containers: []\n", "{{ (index .Values.containers 1).image }}")
                    .with("values-dev.yaml", """
                            containers:
                              - image: other:1 # first
                              - image: %s:1.0.0
                            """.formatted(SHOP));

            assertThat(edited(withPaths(Map.of("image", "containers[1].image")), tree, DEV, SHOP + ":2.0.0"))
                    .isEqualTo("""
                            containers:
                              - image: other:1 # first
                              - image: %s:2.0.0
                            """.formatted(SHOP));
        }

        @Test
        void areRefusedWhereTheChartDoesNotReadThem() {
            TestTree tree = chart("image: { version: \"\" }\n", SHOP + ":{{ .Values.image.version }}")
                    .with("values-dev.yaml", "image: { version: 1.0.0 }\n");

            assertThatThrownBy(() -> edited(withPaths(Map.of("tag", "image.tag")), tree, DEV, SHOP + ":2.0.0"))
                    .hasMessageContaining("nothing was written")
                    .hasMessageContaining(SHOP + ":1.0.0");
        }

        @Test
        void areRefusedByTheSchemaOfTheChart() {
            TestTree tree = chart("image: { tag: \"\" }\n", SHOP + ":{{ .Values.image.tag }}")
                    .with(
                            "chart/values.schema.json",
                            "{\"properties\": {\"image\": {\"properties\": {\"tag\": {}}, \"additionalProperties\": false}}}")
                    .with("values-dev.yaml", "image: { tag: 1.0.0 }\n");

            assertThatThrownBy(() -> edited(
                            withPaths(Map.of("tag", "image.tag", "digest", "image.digest")),
                            tree,
                            DEV,
                            SHOP + ":2.0.0@" + DIGEST))
                    .hasMessageContaining("nothing was written")
                    .hasMessageContaining("digest");
        }
    }

    @Nested
    class WithoutPaths {

        @Test
        void writesATagThatTheChartReadsThoughItsDefaultsDoNotNameIt() {
            TestTree tree = chart(
                            "image: { repository: " + SHOP + " }\n",
                            "\"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}\"")
                    .with("values-dev.yaml", "{}\n");

            assertThat(edited(plain, tree, DEV, SHOP + ":2.0.0")).contains("tag: 2.0.0");
        }

        @Test
        void refusesADigestThatTheChartLoses() {
            TestTree tree = chart(
                            "image: { repository: " + SHOP + ", tag: \"\", digest: \"\" }\n",
                            "\"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"")
                    .with("values-dev.yaml", "image: { tag: 1.0.0 }\n");

            assertThatThrownBy(() -> edited(plain, tree, DEV, SHOP + ":2.0.0@" + DIGEST))
                    .hasMessageContaining("\"" + SHOP + ":2.0.0\"")
                    .hasMessageContaining("@" + DIGEST + " was asked for");
        }

        @Test
        void takesADigestWithoutATagForTheSameImage() {
            TestTree tree = chart(
                            "image: { repository: " + SHOP + ", tag: \"\", digest: \"\" }\n",
                            "\"{{ .Values.image.repository }}@{{ .Values.image.digest }}\"")
                    .with("values-dev.yaml", "image: { tag: 1.0.0, digest: \"\" }\n");

            assertThat(edited(plain, tree, DEV, SHOP + ":2.0.0@" + DIGEST))
                    .isEqualTo("image: { tag: 2.0.0, digest: \"" + DIGEST + "\" }\n");
        }

        @Test
        void refusesARegistryThatTheChartPutsBeforeItAgain() {
            TestTree tree = chart(
                            "image: { repository: \"\", tag: \"\" }\n",
                            "\"registry.example.com/{{ .Values.image.repository }}:{{ .Values.image.tag }}\"")
                    .with("values-dev.yaml", "image: { repository: " + SHOP + ", tag: 1.0.0 }\n");

            assertThatThrownBy(() -> edited(plain, tree, DEV, SHOP + ":2.0.0"))
                    .hasMessageContaining("registry.example.com/" + SHOP + ":2.0.0");
        }

        @Test
        void refusesAContainerThatKeepsAnotherVersion() {
            TestTree tree = chart("image: { tag: \"\" }\n", SHOP + ":{{ .Values.image.tag }}")
                    .with("chart/templates/w.yaml", deployment("worker", SHOP + ":1.0.0"))
                    .with("values-dev.yaml", "image: { tag: 1.0.0 }\n");

            assertThatThrownBy(() -> edited(plain, tree, DEV, SHOP + ":2.0.0"))
                    .hasMessageContaining("worker")
                    .hasMessageContaining(SHOP + ":1.0.0");
        }

        @Test
        void quotesATagThatIsANumberToHelm() {
            TestTree tree = chart("image: { tag: \"\" }\n", "\"" + SHOP + ":{{ .Values.image.tag }}\"")
                    .with("values-dev.yaml", "image:\n  tag: 12345678\n");

            assertThatThrownBy(() -> plain.release(tree, DEV))
                    .hasMessageContaining("values-dev.yaml:2")
                    .hasMessageContaining("is a number, which Helm prints as 1.2345678e+07");
            assertThatThrownBy(() -> plain.render(tree, DEV))
                    .hasMessageContaining("values-dev.yaml:2")
                    .hasMessageContaining(SHOP + ":1.2345678e+07");
            assertThat(edited(plain, tree, DEV, SHOP + ":12345678")).isEqualTo("image:\n  tag: \"12345678\"\n");
            assertThat(edited(plain, tree, DEV, SHOP + ":1_000")).isEqualTo("image:\n  tag: \"1_000\"\n");
        }

        @Test
        void quotesATagOfTheSameLettersThatIsNoTextToHelm() {
            TestTree tree = chart("image: { tag: \"\" }\n", "\"" + SHOP + ":{{ .Values.image.tag }}\"")
                    .with("values-dev.yaml", "image:\n  tag: 1_000\n");

            assertThat(edited(plain, tree, DEV, SHOP + ":1_000")).isEqualTo("image:\n  tag: \"1_000\"\n");
        }
    }

    @Nested
    class WithMergeKeys {

        private final TestTree tree = chart(
                        "web: {}\nworker: {}\n", "\"{{ .Values.web.image.repository }}:{{ .Values.web.image.tag }}\"")
                .with("values-dev.yaml", """
                        defaults: &defaults
                          image:
                            repository: %s
                            tag: 1.0.0 # of both
                        web:
                          <<: *defaults
                          replicas: 2
                        worker:
                          <<: *defaults
                        """.formatted(SHOP));

        private final Manifests merged =
                withPaths(Map.of("tag", "web.image.tag", "repository", "web.image.repository"));

        @Test
        void changesTheOneValueThatBothHave() throws Exception {
            TestTree both = tree.with(
                    "chart/templates/w.yaml",
                    deployment("worker", "\"{{ .Values.worker.image.repository }}:{{ .Values.worker.image.tag }}\""));
            String before = new String(tree.read("values-dev.yaml").orElseThrow(), StandardCharsets.UTF_8);

            assertThat(edited(merged, both, DEV, SHOP + ":2.0.0")).isEqualTo(before.replace("1.0.0", "2.0.0"));
        }

        @Test
        void refusesWhereAnotherImageWouldChangeAlong() {
            TestTree other = tree.with(
                    "chart/templates/w.yaml",
                    deployment("worker", "\"registry.example.com/payments/worker:{{ .Values.worker.image.tag }}\""));

            assertThatThrownBy(() -> edited(merged, other, DEV, SHOP + ":2.0.0"))
                    .hasMessageContaining("merge key");
        }
    }

    @Nested
    class WithTwoImages {

        private final Target two = Fixtures.target(
                "dev",
                new Target.Image("shop", SHOP),
                new Target.Image("worker", "registry.example.com/payments/worker"));

        @Test
        void releasesAnImageWhosePartOfTheChartIsSwitchedOff() {
            TestTree tree = chart("""
                            shop: { image: { tag: "" } }
                            worker: { enabled: false, image: { tag: "" } }
                            """, SHOP + ":{{ .Values.shop.image.tag }}")
                    .with(
                            "chart/templates/w.yaml",
                            "{{- if .Values.worker.enabled }}\n"
                                    + deployment(
                                            "worker",
                                            "registry.example.com/payments/worker:{{ .Values.worker.image.tag }}")
                                    + "{{- end }}\n")
                    .with("values-dev.yaml", "shop: { image: { tag: 1.0.0 } }\nworker: { image: { tag: 1.0.0 } }\n");

            assertThat(edited(plain, tree, two, SHOP + ":2.0.0", "registry.example.com/payments/worker:2.0.0"))
                    .isEqualTo("shop: { image: { tag: 2.0.0 } }\nworker: { image: { tag: 2.0.0 } }\n");
        }

        @Test
        void refusesToMoveTheOtherOneAlong() {
            TestTree tree = chart("tag: \"\"\n", SHOP + ":{{ .Values.tag }}")
                    .with(
                            "chart/templates/w.yaml",
                            deployment("worker", "registry.example.com/payments/worker:{{ .Values.tag }}"))
                    .with("values-dev.yaml", "tag: 1.0.0\n");
            Manifests shared = withPaths(Map.of("shop", Map.of("tag", "tag"), "worker", Map.of("tag", "tag")));

            assertThatThrownBy(() -> edited(shared, tree, two, SHOP + ":2.0.0"))
                    .hasMessageContaining("another image of the application");
            assertThat(edited(shared, tree, two, SHOP + ":2.0.0", "registry.example.com/payments/worker:2.0.0"))
                    .isEqualTo("tag: 2.0.0\n");
        }
    }

    @Nested
    class WhenValuesAreSet {

        private final TestTree tree =
                chart("""
                        image: { repository: %s, tag: "" }
                        metrics: { enabled: yes }
                        limit: 1_000
                        ann: {}
                        """.formatted(SHOP), SHOP + ":{{ .Values.image.tag }}").with("values-dev.yaml", """
                        metrics:
                          enabled: on
                        ann:
                          prometheus.io/port: "80"
                        """);

        @Test
        void keepsTheTypeThatHelmSees() {
            assertThat(set("metrics.enabled", "false")).contains("  enabled: false\n");
            assertThat(set("limit", "2_000")).contains("limit: 2000\n");
        }

        @Test
        void takesABackslashedDotForAPartOfTheName() {
            assertThat(set("ann.prometheus\\.io/port", "9090")).contains("  prometheus.io/port: \"9090\"\n");
            assertThat(set("ann.prometheus\\.io/scrape", "true")).contains("  prometheus.io/scrape: \"true\"\n");
        }

        @Test
        void refusesAnUnknownKeyAtAnyDepthWithTheNearest() {
            assertThatThrownBy(() -> set("image.tagg", "9")).hasMessageContaining("did you mean image.tag?");
            assertThatThrownBy(() -> set("metrics.enabled.really", "1")).hasMessageContaining("metrics.enabled");
        }

        private String set(String key, String value) {
            List<FileEdit> edits = plain.set(tree, DEV, Map.of(key, value));
            return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
        }
    }
}
