package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlainManifestsTest {

    private static final Target SHOP =
            new Target("shop", EnvironmentName.DEV, null, List.of(new Target.Image("shop", "host:5000/shop")));

    private static final PlainManifests MANIFESTS = new PlainManifests("apps");

    /** One file. */
    private record OneFile(String name, String text) implements SourceTree {

        @Override
        public String commit() {
            return "";
        }

        @Override
        public Optional<Type> type(String path) {
            return Optional.of(path.endsWith(name) ? Type.FILE : Type.DIRECTORY);
        }

        @Override
        public Optional<String> id(String path) {
            return Optional.empty();
        }

        @Override
        public List<Entry> list(String path) {
            return List.of(new Entry(name, Type.FILE));
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String released(String text) {
        List<FileEdit> edits = MANIFESTS.edits(
                new OneFile("a.yaml", text),
                SHOP,
                List.of(new ReleasedImage("shop", ImageRef.parse("host:5000/shop:2"))));
        return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
    }

    @Nested
    class WhereContainersShareAnImageByAnchor {

        private static final String SHARED = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers:
                  - &main # the one
                    name: main
                    image: host:5000/shop:1
                  - <<: *main
                    name: side
                """;

        @Test
        void aReleaseChangesTheOneLine() {
            assertThat(released(SHARED)).isEqualTo(SHARED.replace("shop:1", "shop:2"));
        }

        @Test
        void aPlaceThatIsNoContainerKeepsItFromBeingReleased() {
            assertThatThrownBy(() -> released(SHARED.replace("image: host", "image: &i host") + "note: *i\n"))
                    .hasMessageContaining("has an anchor");
        }
    }

    @Nested
    class WhereAnotherContainerHasAPlaceholder {

        private static final String POD = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers:
                  - {name: main, image: "host:5000/shop:1"}
                  - {name: side, image: $(SIDE)}
                """;

        @Test
        void theReleaseIsMade() {
            assertThat(released(POD)).isEqualTo(POD.replace("shop:1", "shop:2"));
        }

        @Test
        void anImageOfTheApplicationThatIsNoReferenceIsTold() {
            assertThatThrownBy(() -> released(POD.replace("shop:1", "shop:1e+07")))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Nested
    class WhereAFileIsJson {

        private static RenderedManifests rendered(String text) {
            return MANIFESTS.render(new OneFile("a.json", text), SHOP);
        }

        @Test
        void whatOnlyJsonSaysIsReadAgainOutOfTheText() {
            String one =
                    "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"x\":\"a\\/b\\ud83d\\ude00\"}";
            RenderedManifests rendered = rendered(one + "\n" + one.replace("\"p\"", "\"q\""));
            assertThat(rendered.objects()).extracting(ManifestObject::name).containsExactly("p", "q");
            assertThat(ManifestReader.read(rendered.yaml())).isEqualTo(rendered.objects());
        }

        @Test
        void whatYamlReadsAlikeStaysAsItIs() {
            String text = "{\"apiVersion\": \"v1\",\n\t\"kind\": \"Pod\", \"metadata\": {\"name\": \"p\"}}\n";
            assertThat(rendered(text).yaml()).isEqualTo(text);
        }
    }
}
