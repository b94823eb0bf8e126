package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of values in the shapes of common charts: releases and {@code set} change the asked words on the asked lines, and no other byte. */
class ValuesCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    static Stream<String> files() throws Exception {
        return StreamSupport.stream(cases().spliterator(), false)
                .map(node -> node.path("file").asText());
    }

    @ParameterizedTest
    @MethodSource("files")
    void areReadForWhatTheySay(String file) throws Exception {
        JsonNode given = given(file);

        assertThat(manifests(given).release(tree(file), target(given)))
                .containsExactlyInAnyOrderElementsOf(images(given.path("was")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void changeForAReleaseOnTheAskedLinesAlone(String file) throws Exception {
        JsonNode given = given(file);

        List<FileEdit> edits = manifests(given).edits(tree(file), target(given), images(given.path("release")));

        assertThat(only(edits)).isEqualTo(changed(text(file), given.path("lines")));
        TestTree after = tree(file).with("values-dev.yaml", only(edits));
        assertThat(manifests(given).release(after, target(given)))
                .containsExactlyInAnyOrderElementsOf(images(given.path("release")));
        assertThat(manifests(given).edits(after, target(given), images(given.path("release"))))
                .as("a second time")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void changeForAValueOnTheAskedLineAlone(String file) throws Exception {
        JsonNode given = given(file);
        for (Map.Entry<String, JsonNode> set : given.path("sets").properties()) {
            int equals = set.getKey().indexOf('=', set.getKey().lastIndexOf(']') + 1);
            String key = set.getKey().substring(0, equals);

            List<FileEdit> edits = manifests(given)
                    .set(tree(file), target(given), Map.of(key, set.getKey().substring(equals + 1)));

            assertThat(only(edits))
                    .as(set.getKey())
                    .isEqualTo(changed(
                            text(file), new ObjectMapper().createArrayNode().add(set.getValue())));
        }
    }

    /** Each change is {@code LINE: OLD => NEW}; the old words stand on the line once. */
    private static String changed(String text, JsonNode changes) {
        String[] lines = text.split("(?<=\n)");
        for (JsonNode change : changes) {
            String words = change.asText();
            int colon = words.indexOf(": ");
            int arrow = words.indexOf(" => ");
            int line = Integer.parseInt(words.substring(0, colon)) - 1;
            lines[line] = lines[line].replace(words.substring(colon + 2, arrow), words.substring(arrow + 4));
        }
        return String.join("", lines);
    }

    private static Iterable<JsonNode> cases() throws Exception {
        return new ObjectMapper()
                .readTree(CORPUS.resolve("cases.json").toFile())
                .path("cases");
    }

    private static JsonNode given(String file) throws Exception {
        return StreamSupport.stream(cases().spliterator(), false)
                .filter(node -> node.path("file").asText().equals(file))
                .findFirst()
                .orElseThrow();
    }

    static String text(String file) throws Exception {
        return Files.readString(CORPUS.resolve("values").resolve(file + ".yaml"));
    }

    static TestTree tree(String file) throws Exception {
        return TestTree.of("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
                .with("chart/templates/all.yaml", Fixtures.EVERY_VALUE)
                .with("values-dev.yaml", text(file));
    }

    private static Manifests manifests(JsonNode given) {
        Map<String, Object> options = new HashMap<>(Fixtures.SHOP);
        if (given.has("paths")) {
            options.put("paths", new ObjectMapper().convertValue(given.path("paths"), Map.class));
        }
        return Fixtures.manifests(options);
    }

    private static Target target(JsonNode given) {
        if (!given.has("images")) {
            return Fixtures.shop("dev");
        }
        List<Target.Image> images = new ArrayList<>();
        given.path("images")
                .properties()
                .forEach(image -> images.add(
                        new Target.Image(image.getKey(), image.getValue().asText())));
        return new Target("shop", EnvironmentName.of("dev"), "dev", images);
    }

    private static List<ReleasedImage> images(JsonNode images) {
        List<ReleasedImage> all = new ArrayList<>();
        images.properties()
                .forEach(image -> all.add(new ReleasedImage(
                        image.getKey(), ImageRef.parse(image.getValue().asText()))));
        return all;
    }

    private static String only(List<FileEdit> edits) {
        assertThat(edits).hasSize(1);
        return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
    }
}
