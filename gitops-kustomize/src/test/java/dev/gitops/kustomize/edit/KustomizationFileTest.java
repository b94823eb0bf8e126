package dev.gitops.kustomize.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.yaml.YamlEditException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KustomizationFileTest {

    private static KustomizationFile file(String text) {
        return KustomizationFile.of("kustomization.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String edit(String before, UnaryOperator<KustomizationFile> edit) {
        return new String(edit.apply(file(before)).bytes(), StandardCharsets.UTF_8);
    }

    private static void refuses(String before, UnaryOperator<KustomizationFile> edit, String message) {
        assertThatThrownBy(() -> edit(before, edit))
                .isInstanceOf(KustomizeEditException.class)
                .hasMessageContaining(message);
    }

    private static List<ImageChange> images(String... arguments) {
        return java.util.Arrays.stream(arguments).map(ImageChange::parse).toList();
    }

    @Nested
    class Images {

        private static final String BEFORE = """
                # payments
                resources:
                  - ../../base   # the base

                images:
                  # the shop
                  - name: shop   # as in the base
                    newTag: 1.4.2
                  - name: web
                    newName: registry.example.com/web
                    newTag: "7"
                """;

        @Test
        void areChangedInOneLine() {
            assertThat(edit(BEFORE, file -> file.setImages(images("shop:1.5.0"))))
                    .isEqualTo(BEFORE.replace("1.4.2", "1.5.0"));
            assertThat(edit(BEFORE, file -> file.setImages(images("shop:1.30"))))
                    .isEqualTo(BEFORE.replace("1.4.2", "\"1.30\""));
            assertThat(edit(BEFORE, file -> file.setImages(images("shop:1.4.2"))))
                    .isEqualTo(BEFORE);
        }

        @Test
        void loseWhatTheArgumentDoesNotName() {
            assertThat(edit(BEFORE, file -> file.setImages(images("shop@sha256:0a"))))
                    .isEqualTo(BEFORE.replace(
                            "  - name: shop   # as in the base\n    newTag: 1.4.2\n",
                            "  - name: shop   # as in the base\n    digest: sha256:0a\n"));
            assertThat(edit(BEFORE, file -> file.setImages(images("web:8"))))
                    .isEqualTo(BEFORE.replace("    newName: registry.example.com/web\n", "")
                            .replace("\"7\"", "\"8\""));
        }

        @Test
        void keepWhatAnAsteriskStandsFor() {
            assertThat(edit(BEFORE, file -> file.setImages(images("web=*:8"))))
                    .isEqualTo(BEFORE.replace("\"7\"", "\"8\""));
            assertThat(edit(BEFORE, file -> file.setImages(images("web=other:*"))))
                    .isEqualTo(BEFORE.replace("registry.example.com/web", "other"));
        }

        @Test
        void areAddedAtTheirAlphabeticalPlace() {
            assertThat(edit(BEFORE, file -> file.setImages(images("zoo=reg:5000/zoo:1", "tool@sha256:ff"))))
                    .isEqualTo(
                            BEFORE.replace("  - name: web\n", "  - digest: sha256:ff\n    name: tool\n  - name: web\n")
                                    + "  - name: zoo\n    newName: reg:5000/zoo\n    newTag: \"1\"\n");
            assertThat(edit("images:\n- name: z\n- name: a\n", file -> file.setImages(images("m:v1"))))
                    .isEqualTo("images:\n- name: z\n- name: a\n- name: m\n  newTag: v1\n");
        }

        @Test
        void areAddedWhereThereAreNone() {
            assertThat(edit("resources:\n- a\n", file -> file.setImages(images("shop=reg/shop:v1"))))
                    .isEqualTo("resources:\n- a\nimages:\n- name: shop\n  newName: reg/shop\n  newTag: v1\n");
            assertThat(edit("", file -> file.setImages(images("shop:v1"))))
                    .isEqualTo(
                            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: shop\n  newTag: v1\n");
        }

        @Test
        void areFoundInTheDeprecatedFieldToo() {
            assertThat(edit("imageTags:\n- name: shop\n  newTag: v1\n", file -> file.setImages(images("shop:v2"))))
                    .isEqualTo("imageTags:\n- name: shop\n  newTag: v2\n");
        }

        @Test
        void behindAnAliasAreRefused() {
            assertThatThrownBy(
                            () -> edit("images:\n- &x {name: shop}\n- *x\n", file -> file.setImages(images("shop:v2"))))
                    .isInstanceOf(YamlEditException.class);
        }
    }

    @Nested
    class ImageArguments {

        @Test
        void areReadLikeReferences() {
            assertThat(ImageChange.parse("shop:1")).isEqualTo(new ImageChange("shop", "", "1", ""));
            assertThat(ImageChange.parse("shop=reg:5000/a/b:2@sha256:0a"))
                    .isEqualTo(new ImageChange("shop", "reg:5000/a/b", "2", "sha256:0a"));
            assertThat(ImageChange.parse("reg:5000/shop@sha256:0a"))
                    .isEqualTo(new ImageChange("reg:5000/shop", "", "", "sha256:0a"));
            assertThat(ImageChange.parse("shop=other")).isEqualTo(new ImageChange("shop", "other", "", ""));
            assertThatThrownBy(() -> ImageChange.parse("shop")).hasMessageContaining("invalid format of image");
            assertThatThrownBy(() -> ImageChange.parse("reg:5000/shop"))
                    .hasMessageContaining("invalid format of image");
        }
    }

    @Test
    void replicasAreSetAndAdded() {
        assertThat(edit(
                        "replicas:\n- count: 1 # low\n  name: app\n",
                        file -> file.setReplicas(Map.of("app", 5L, "web", 2L))))
                .isEqualTo("replicas:\n- count: 5 # low\n  name: app\n- count: 2\n  name: web\n");
    }

    @Test
    void textsAreSetAndTakenAway() {
        String before = "namespace: dev # here\nnamePrefix: \"a-\"\n";
        assertThat(edit(
                        before,
                        file -> file.set(TextField.NAMESPACE, "prod")
                                .set(TextField.NAME_PREFIX, "b-")
                                .set(TextField.NAME_SUFFIX, "-x")))
                .isEqualTo("namespace: prod # here\nnamePrefix: \"b-\"\nnameSuffix: -x\n");
        assertThat(edit(before, file -> file.set(TextField.NAME_PREFIX, ""))).isEqualTo("namespace: dev # here\n");
        assertThat(edit("NamePrefix: a-\n", file -> file.set(TextField.NAME_PREFIX, "b-")))
                .isEqualTo("NamePrefix: b-\n");
    }

    @Nested
    class Metadata {

        private static final String BEFORE =
                "commonLabels:\n  app: shop # ours\nlabels:\n- pairs:\n    team: x\n- includeSelectors: true\n  pairs: {tier: web}\n";

        @Test
        void isSetAndAdded() {
            assertThat(edit(BEFORE, file -> file.set(MetadataField.LABELS, Map.of("app", "true"))))
                    .isEqualTo(BEFORE.replace("shop", "\"true\""));
            assertThat(edit(BEFORE, file -> file.add(MetadataField.ANNOTATIONS, Map.of("a/b", "{\"k\": 1}"), false)))
                    .isEqualTo(BEFORE + "commonAnnotations:\n  a/b: '{\"k\": 1}'\n");
            refuses(
                    BEFORE,
                    file -> file.add(MetadataField.LABELS, Map.of("app", "y"), false),
                    "label app already in kustomization file. Use --force to override.");
            assertThat(edit(BEFORE, file -> file.add(MetadataField.LABELS, Map.of("app", "z"), true)))
                    .isEqualTo(BEFORE.replace("shop", "z"));
            refuses(BEFORE, file -> file.set(MetadataField.ANNOTATIONS, Map.of("a,b", "y")), "invalid annotation key");
        }

        @Test
        void isAddedAtItsAlphabeticalPlaceAndKnowsCase() {
            assertThat(edit(
                            "commonLabels:\n  b: x # b\n  d: x\n",
                            file -> file.set(MetadataField.LABELS, Map.of("c", "1a", "B", "2b", "e", "3c"))))
                    .isEqualTo("commonLabels:\n  B: 2b\n  b: x # b\n  c: 1a\n  d: x\n  e: 3c\n");
            assertThat(edit(
                            "commonLabels:\n  d: x\n  b: x\n",
                            file -> file.set(MetadataField.LABELS, Map.of("c", "1a"))))
                    .isEqualTo("commonLabels:\n  d: x\n  b: x\n  c: 1a\n");
        }

        @Test
        void withoutSelectorGoesToTheEntryWithTheSameSettings() {
            assertThat(edit(BEFORE, file -> file.addLabelsWithoutSelector(Map.of("new", "1"), false, false)))
                    .isEqualTo(BEFORE.replace("team: x\n", "new: \"1\"\n    team: x\n"));
            assertThat(edit(BEFORE, file -> file.addLabelsWithoutSelector(Map.of("new", "1"), true, false)))
                    .isEqualTo(BEFORE + "- includeTemplates: true\n  pairs:\n    new: \"1\"\n");
            refuses(
                    BEFORE,
                    file -> file.addLabelsWithoutSelector(Map.of("team", "y"), false, false),
                    "label team already");
            assertThat(edit(BEFORE, file -> file.setLabelsWithoutSelector(Map.of("app", "1", "tier", "2"), false)))
                    .contains("    team: x\n")
                    .contains("app: \"1\"")
                    .doesNotContain("commonLabels", "includeSelectors");
        }

        @Test
        void isRemovedWithItsFieldWhenItWasTheLast() {
            assertThat(edit(BEFORE, file -> file.remove(MetadataField.LABELS, List.of("app"), false)))
                    .startsWith("labels:");
            refuses(
                    BEFORE,
                    file -> file.remove(MetadataField.LABELS, List.of("zz"), false),
                    "label zz is not defined in kustomization file");
            refuses(
                    BEFORE,
                    file -> file.remove(MetadataField.ANNOTATIONS, List.of("zz"), false),
                    "commonAnnotations is not defined");
            assertThat(edit(BEFORE, file -> file.remove(MetadataField.LABELS, List.of("zz"), true)))
                    .isEqualTo(BEFORE);
        }
    }

    @Nested
    class Lists {

        private static final String BEFORE =
                "resources:\n  # first\n  - a.yaml # one\n  - b/c.yaml\n#  - d.yaml\nbases: [../x]\n";

        @Test
        void growInTheirOwnStyle() {
            assertThat(edit(
                            BEFORE,
                            file -> file.add(ListField.RESOURCES, List.of("a.yaml", "z.yaml"))
                                    .add(ListField.COMPONENTS, List.of("c"))))
                    .isEqualTo(BEFORE.replace("c.yaml\n", "c.yaml\n  - z.yaml\n") + "components:\n  - c\n");
            assertThat(file(BEFORE).add(ListField.RESOURCES, List.of("a.yaml")).notices())
                    .containsExactly("resource a.yaml already in kustomization file");
            refuses(BEFORE, file -> file.addBases(List.of("../x")), "base ../x already in kustomization file");
        }

        @Test
        void shrinkByPattern() {
            assertThat(edit(BEFORE, file -> file.remove(ListField.RESOURCES, List.of("*.yaml"))))
                    .isEqualTo("resources:\n  # first\n  - b/c.yaml\n#  - d.yaml\nbases: [../x]\n");
            assertThat(edit(BEFORE, file -> file.remove(ListField.RESOURCES, List.of("*.yaml", "b/*", "../?"))))
                    .isEqualTo("{}\n#  - d.yaml\n");
            assertThat(edit(BEFORE, file -> file.remove(ListField.RESOURCES, List.of("nothing"))))
                    .isEqualTo(BEFORE);
        }

        @Test
        void ofBuildMetadataTakeKnownOptionsOnly() {
            assertThat(edit(
                            "buildMetadata: [originAnnotations, managedByLabel]\n",
                            file -> file.setBuildMetadata(List.of("originAnnotations"))))
                    .isEqualTo("buildMetadata: [originAnnotations]\n");
            assertThat(edit(
                            "buildMetadata: [originAnnotations]\n",
                            file -> file.addBuildMetadata(List.of("managedByLabel"))))
                    .isEqualTo("buildMetadata: [originAnnotations, managedByLabel]\n");
            assertThat(edit(
                            "buildMetadata: [originAnnotations]\nnamespace: x\n",
                            file -> file.removeBuildMetadata(List.of("originAnnotations"))))
                    .isEqualTo("namespace: x\n");
            refuses("", file -> file.addBuildMetadata(List.of("x")), "invalid buildMetadata option: x");
            refuses(
                    "buildMetadata: [originAnnotations]\n",
                    file -> file.addBuildMetadata(List.of("originAnnotations")),
                    "already in kustomization file");
        }
    }

    @Nested
    class Patches {

        private static final PatchEntry INLINE =
                new PatchEntry("", "- op: add\n  path: /a\n  value: 1\n", Map.of("kind", "Pod", "name", ""));

        @Test
        void areAddedOnce() {
            String once = edit("resources:\n- a\n", file -> file.addPatch(INLINE));
            assertThat(once)
                    .isEqualTo(
                            "resources:\n- a\npatches:\n- patch: |\n    - op: add\n      path: /a\n      value: 1\n  target:\n    kind: Pod\n");
            assertThat(edit(once, file -> file.addPatch(INLINE))).isEqualTo(once);
            assertThat(file(once).addPatch(INLINE).notices())
                    .singleElement()
                    .asString()
                    .contains("already in kustomization file");
        }

        @Test
        void areRemovedWhereTheyAreExactlyEqual() {
            String before = "patches:\n- path: a.yaml # a\n- path: a.yaml\n  target: {kind: Pod}\n";
            assertThat(edit(before, file -> file.removePatch(new PatchEntry("a.yaml", "", Map.of()))))
                    .isEqualTo("patches:\n- path: a.yaml\n  target: {kind: Pod}\n");
            assertThat(file(before).removePatch(INLINE).notices())
                    .singleElement()
                    .asString()
                    .contains("doesn't exist");
        }
    }

    @Nested
    class Generators {

        private static final String BEFORE =
                "configMapGenerator:\n- name: settings\n  literals:\n  - level=info # verbose\n  - url=http://x/?a=b\n- name: settings\n  namespace: other\n  files: [a.txt]\n";

        private static GeneratorEntry literals(String name, String namespace, String... literals) {
            return new GeneratorEntry(name, namespace, List.of(literals), List.of(), List.of(), "", "", false);
        }

        @Test
        void getMoreLiterals() {
            assertThat(edit(
                            BEFORE,
                            file -> file.add(GeneratorField.CONFIG_MAPS, literals("settings", "default", "new=1"))))
                    .isEqualTo(BEFORE.replace("a=b\n", "a=b\n  - new=1\n"));
            assertThat(edit(
                            BEFORE,
                            file -> file.add(GeneratorField.CONFIG_MAPS, literals("settings", "other", "new=1"))))
                    .contains("  files: [a.txt]\n")
                    .contains("literals:\n  - new=1\n");
            refuses(
                    BEFORE,
                    file -> file.add(GeneratorField.CONFIG_MAPS, literals("settings", "", "level=x")),
                    "repeats the key `level`");
            refuses(
                    BEFORE,
                    file -> file.add(GeneratorField.CONFIG_MAPS, literals("fresh", "", "level")),
                    "expected key=value");
        }

        @Test
        void areMade() {
            GeneratorEntry secret =
                    new GeneratorEntry("s", "", List.of(), List.of("k=f.txt"), List.of(), "merge", "Opaque", true);
            assertThat(edit("namespace: x\n", file -> file.add(GeneratorField.SECRETS, secret)))
                    .isEqualTo(
                            "namespace: x\nsecretGenerator:\n- behavior: merge\n  files:\n  - k=f.txt\n  name: s\n  options:\n    disableNameSuffixHash: true\n  type: Opaque\n");
            assertThatThrownBy(() -> new GeneratorEntry("s", "", List.of(), List.of(), List.of(), "", "", false))
                    .hasMessageContaining("must be set");
            assertThatThrownBy(
                            () -> new GeneratorEntry("s", "", List.of("a=b"), List.of(), List.of("e"), "", "", false))
                    .hasMessageContaining("cannot be combined");
            assertThatThrownBy(() -> new GeneratorEntry("s", "", List.of("a=b"), List.of(), List.of(), "x", "", false))
                    .hasMessageContaining("invalid behavior");
        }

        @Test
        void getNewValuesOfKeysThatAreThere() {
            assertThat(edit(
                            BEFORE,
                            file -> file.set(GeneratorField.CONFIG_MAPS, "settings", "", List.of("level=debug"), "")))
                    .isEqualTo(BEFORE.replace("level=info", "level=debug"));
            assertThat(edit(
                            BEFORE,
                            file -> file.set(GeneratorField.CONFIG_MAPS, "settings", "other", List.of(), "third")))
                    .isEqualTo(BEFORE.replace("namespace: other", "namespace: third"));
            refuses(
                    BEFORE,
                    file -> file.set(GeneratorField.CONFIG_MAPS, "settings", "", List.of("zz=1"), ""),
                    "key 'zz' not found in resource");
            refuses(
                    BEFORE,
                    file -> file.set(GeneratorField.SECRETS, "settings", "", List.of("zz=1"), ""),
                    "unable to find Secret with name \"settings\"");
        }

        @Test
        void areRemovedByName() {
            assertThat(edit(BEFORE, file -> file.remove(GeneratorField.CONFIG_MAPS, List.of("settings"), "other")))
                    .isEqualTo(BEFORE.substring(0, BEFORE.lastIndexOf("- name")));
            assertThat(file(BEFORE)
                            .remove(GeneratorField.CONFIG_MAPS, List.of("settings", "zz"), "")
                            .notices())
                    .containsExactly("configmap zz doesn't exist in kustomization file");
            refuses(
                    BEFORE,
                    file -> file.remove(GeneratorField.SECRETS, List.of("settings"), ""),
                    "no specified secret(s) were found");
        }
    }

    @Test
    void fieldsThatKustomizeDoesNotKnowAreRefused() {
        refuses("resources: []\nimagez: []\n", file -> file.setImages(images("a:1")), "kustomization.yaml:2:");
        refuses("- a\n", file -> file.setImages(images("a:1")), "invalid Kustomization");
    }
}
