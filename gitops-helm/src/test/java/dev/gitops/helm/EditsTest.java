package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsTest {

    private static final String REPOSITORY = "registry.example.com/payments/shop";
    private static final String DIGEST = "sha256:" + "2".repeat(64);
    private static final Target DEV = Fixtures.shop("dev");

    private final TestTree base = TestTree.of("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
            .with("chart/values.yaml", "image:\n  repository: " + REPOSITORY + "\n  tag: \"\"\nreplicas: 1\n")
            .with("chart/templates/all.yaml", Fixtures.EVERY_VALUE);
    private final Manifests manifests = Fixtures.manifests(Fixtures.SHOP);

    @ParameterizedTest
    @ValueSource(strings = {"windows", "bom-flow-no-newline", "four-spaces-comments", "anchors", "umbrella"})
    void changesExactlyTheAskedLinesOfRealLookingFiles(String name) throws Exception {
        String before = Files.readString(Path.of("src/test/resources/corpus", name + ".yaml"));
        TestTree tree = base.with("values-dev.yaml", before);

        String after = only(manifests.edits(tree, DEV, images(REPOSITORY + ":1.1.0@" + DIGEST)));
        assertThat(after)
                .isEqualTo(replaceFirst(
                        replaceFirst(before, "1.0.0", "1.1.0"),
                        before.contains("digest: ''") ? "''" : "\"\"",
                        before.contains("digest: ''") ? "'" + DIGEST + "'" : "\"" + DIGEST + "\"",
                        "digest"));

        assertThat(only(manifests.set(tree, DEV, Map.of("replicas", "5"))).replace("\r", ""))
                .isEqualTo(before.replace("\r", "").replaceFirst("(?m)((?:^|\")replicas\"?: )3", "$15"));
    }

    @Test
    void givesNoEditWhereTheReleaseIsThereAlready() {
        TestTree tree = base.with("values-dev.yaml", "image: { tag: 1.1.0 }\n");

        assertThat(manifests.edits(tree, DEV, images(REPOSITORY + ":1.1.0"))).isEmpty();
        assertThat(manifests.release(tree, DEV)).isEqualTo(images(REPOSITORY + ":1.1.0"));
    }

    @Test
    void makesTheKeysInTheEnvironmentsFileAndLeavesTheChartAlone() {
        TestTree tree = base.with("values-dev.yaml", "# dev\n");

        List<FileEdit> edits = manifests.edits(tree, DEV, images(REPOSITORY + ":1.30"));

        assertThat(edits).extracting(FileEdit::path).containsExactly("values-dev.yaml");
        assertThat(only(edits)).startsWith("# dev\n").contains("image:\n  tag: \"1.30\"\n");
    }

    @Test
    void putsTheDigestIntoTheTagWhereTheChartHasNoneForIt() {
        TestTree tree = base.with("values-dev.yaml", "image: { tag: 1.0.0 }\n");

        String after = only(manifests.edits(tree, DEV, images(REPOSITORY + ":1.1.0@" + DIGEST)));

        assertThat(after).isEqualTo("image: { tag: 1.1.0@" + DIGEST + " }\n");
        assertThat(manifests.release(tree.with("values-dev.yaml", after), DEV))
                .isEqualTo(images(REPOSITORY + ":1.1.0@" + DIGEST));
    }

    @Test
    void takesAnOldDigestAwayWhereTheNewReleaseHasNone() {
        TestTree tree = base.with("values-dev.yaml", "image: { tag: 1.0.0, digest: \"" + DIGEST + "\" }\n");

        assertThat(only(manifests.edits(tree, DEV, images(REPOSITORY + ":1.1.0"))))
                .isEqualTo("image: { tag: 1.1.0, digest: \"\" }\n");
    }

    @Test
    void knowsAnImageThatIsOneText() {
        TestTree tree = base.with("chart/values.yaml", "image: nginx\n")
                .with("values-dev.yaml", "image: " + REPOSITORY + ":1.0.0 # now\n");

        assertThat(manifests.release(tree, DEV)).isEqualTo(images(REPOSITORY + ":1.0.0"));
        assertThat(only(manifests.edits(tree, DEV, images(REPOSITORY + ":1.1.0"))))
                .isEqualTo("image: " + REPOSITORY + ":1.1.0 # now\n");
    }

    @Test
    void knowsARegistryOfItsOwn() {
        TestTree tree = base.with(
                "values-dev.yaml",
                "image: { registry: registry.example.com, repository: payments/shop, tag: 1.0.0 }\n");

        assertThat(manifests.release(tree, DEV)).isEqualTo(images(REPOSITORY + ":1.0.0"));
        assertThat(only(manifests.edits(tree, DEV, images("mirror.example.com/payments/shop:1.1.0"))))
                .isEqualTo("image: { registry: mirror.example.com, repository: payments/shop, tag: 1.1.0 }\n");
    }

    @Test
    void setsSeveralImagesAtTheirPaths() {
        Target target = Fixtures.target(
                "dev",
                new Target.Image("web", "r.example.com/web"),
                new Target.Image("worker", "r.example.com/worker"));
        Manifests two = Fixtures.manifests(Map.of(
                "chart", "chart",
                "values", List.of("values-{environment}.yaml"),
                "paths", Map.of("worker", Map.of("image", "jobs[name=worker].image"))));
        TestTree tree = base.with("values-dev.yaml", """
                web:
                  image: { repository: r.example.com/web, tag: "1" }
                jobs:
                  - name: other
                    image: r.example.com/worker:0
                  - name: worker
                    image: r.example.com/worker:1
                """);

        String after = only(two.edits(
                tree,
                target,
                List.of(
                        new ReleasedImage("web", ImageRef.parse("r.example.com/web:2")),
                        new ReleasedImage("worker", ImageRef.parse("r.example.com/worker:2")))));

        assertThat(after).isEqualTo("""
                web:
                  image: { repository: r.example.com/web, tag: "2" }
                jobs:
                  - name: other
                    image: r.example.com/worker:0
                  - name: worker
                    image: r.example.com/worker:2
                """);
    }

    @Nested
    class WithSeveralFiles {

        private final Manifests layered = Fixtures.manifests(Map.of(
                "chart",
                "chart",
                "values",
                List.of("{environment}/base.yaml", "common.yaml", "{environment}/values.yaml")));

        @Test
        void changesTheEnvironmentsFileThatHasTheValue() {
            TestTree tree = base.with("dev/base.yaml", "image: { tag: 1.0.0 }\n")
                    .with("common.yaml", "{}\n")
                    .with("dev/values.yaml", "replicas: 1\n");

            assertThat(layered.edits(tree, DEV, images(REPOSITORY + ":2")))
                    .extracting(FileEdit::path)
                    .containsExactly("dev/base.yaml");
        }

        @Test
        void writesOverASharedFileInTheEnvironmentsLast() {
            TestTree tree = base.with("dev/base.yaml", "{}\n")
                    .with("common.yaml", "image: { tag: 1.0.0 }\n")
                    .with("dev/values.yaml", "replicas: 1\n");

            assertThat(layered.edits(tree, DEV, images(REPOSITORY + ":2")))
                    .extracting(FileEdit::path)
                    .containsExactly("dev/values.yaml");
        }

        @Test
        void refusesAFileThatComesLaterAndWins() {
            Manifests secretsLast =
                    Fixtures.manifests(Map.of("chart", "chart", "values", List.of("{environment}.yaml", "last.yaml")));
            TestTree tree =
                    base.with("dev.yaml", "image: { tag: 1.0.0 }\n").with("last.yaml", "image: { tag: 1.0.0 }\n");

            assertThatThrownBy(() -> secretsLast.edits(tree, DEV, images(REPOSITORY + ":2")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("last.yaml:1")
                    .hasMessageContaining("comes after dev.yaml and wins");
        }
    }

    @Nested
    class WhenValuesAreSet {

        private final TestTree tree = base.with("chart/values.yaml", """
                replicas: 1
                debug: false
                version: "1.30"
                ratio: 0.5
                hosts: [a, b]
                redis: { auth: { enabled: true } }
                empty:
                """).with("values-dev.yaml", "replicas: 2\n");

        @Test
        void keepsTheTypes() {
            assertThat(set("version", "1.40")).isEqualTo("replicas: 2\nversion: \"1.40\"\n");
            assertThat(set("debug", "true")).isEqualTo("replicas: 2\ndebug: true\n");
            assertThat(set("ratio", "0.75")).isEqualTo("replicas: 2\nratio: 0.75\n");
            assertThat(set("redis.auth.enabled", "false"))
                    .isEqualTo("replicas: 2\nredis:\n  auth:\n    enabled: false\n");
            assertThat(set("hosts", "[c]")).startsWith("replicas: 2\nhosts:").contains("c");
            assertThat(set("replicas", "7")).isEqualTo("replicas: 7\n");
        }

        @Test
        void refusesAnotherType() {
            assertThatThrownBy(() -> set("replicas", "many"))
                    .hasMessageContaining("values-dev.yaml:1")
                    .hasMessageContaining("is a number");
            assertThatThrownBy(() -> set("debug", "maybe")).hasMessageContaining("is true or false");
        }

        @Test
        void takesAWordForTruthWhereHelmDoes() {
            assertThat(set("debug", "yes")).isEqualTo("replicas: 2\ndebug: true\n");
        }

        @Test
        void refusesAKeyThatNobodyKnows() {
            assertThatThrownBy(() -> set("replica", "3"))
                    .hasMessageContaining("neither the values files nor the chart know this key")
                    .hasMessageContaining("replicas");
        }

        @Test
        void refusesAnItemOfAListThatStandsElsewhere() {
            assertThatThrownBy(() -> set("hosts[0]", "x")).hasMessageContaining("Helm replaces lists as a whole");
        }

        private String set(String key, String value) {
            return only(manifests.set(tree, DEV, Map.of(key, value)));
        }
    }

    @Test
    void tellsWhereAnImageShouldStand() {
        TestTree tree = base.with("chart/values.yaml", "app: {}\n").with("values-dev.yaml", "{}\n");

        assertThatThrownBy(() -> manifests.edits(tree, DEV, images(REPOSITORY + ":2")))
                .hasMessageContaining("say under paths where the chart takes it from");
    }

    static List<ReleasedImage> images(String reference) {
        return List.of(new ReleasedImage("shop", ImageRef.parse(reference)));
    }

    static String only(List<FileEdit> edits) {
        assertThat(edits).hasSize(1);
        return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
    }

    /** Replaces the first occurrence that is the image's own: after its key, or at the start. */
    private static String replaceFirst(String text, String old, String wanted, String... after) {
        int image = text.startsWith("image:") || text.indexOf("\nimage:") < 0 ? 0 : text.indexOf("\nimage:");
        int from = after.length == 0 ? image : text.indexOf(after[0], image);
        int at = text.indexOf(old, from);
        return text.substring(0, at) + wanted + text.substring(at + old.length());
    }
}
