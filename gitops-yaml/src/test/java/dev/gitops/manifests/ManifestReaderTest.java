package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {

    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @Test
    void documentsArePartedAndEmptyOnesPassedOver() {
        List<ManifestObject> read = ManifestReader.read(
                "# nothing\n---\n" + OBJECT + "--- # next\n\n---\n" + OBJECT.replace("name: a", "name: b") + "---\n");
        assertThat(read).extracting(ManifestObject::name).containsExactly("a", "b");
    }

    @Test
    void aListIsItsItems() {
        assertThat(ManifestReader.read("apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n"
                        + "- {kind: Secret, apiVersion: v1, metadata: {name: b}}\n"))
                .extracting(ManifestObject::toString)
                .containsExactly("ConfigMap a", "Secret b");
    }

    @Test
    void jsonIsReadAsJson() {
        List<ManifestObject> read = ManifestReader.read("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"},
                 "data": {"url": "http:\\/\\/h", "smile": "\\ud83d\\ude00"}, "n": 1.5, "big": 9223372036854775808, "t": true}
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "b"}}
                """);
        assertThat(read).extracting(ManifestObject::name).containsExactly("a", "b");
        assertThat(read.get(0).content())
                .containsEntry("data", Map.of("url", "http://h", "smile", "\uD83D\uDE00"))
                .containsEntry("n", 1.5)
                .containsEntry("big", 9.223372036854775807e18)
                .containsEntry("t", true);
    }

    @Test
    void whatOnlyBeginsAsJsonDoesIsYaml() {
        assertThat(ManifestReader.read(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, x: yes}\n---\n" + OBJECT))
                .extracting(object -> object.content().get("x"))
                .containsExactly(true, null);
    }

    @Test
    void theTextSaysWhereEachObjectStands() {
        String list = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n"
                + "- {apiVersion: v1, kind: Secret, metadata: {name: t}}\n";
        RenderedManifests read = ManifestReader.rendered("---\n" + OBJECT + "---\n" + list);
        assertThat(read.documents())
                .extracting(RenderedManifests.Document::objects)
                .containsExactly(1, 2);
        assertThat(read.documents())
                .extracting(document -> read.yaml().substring(document.from(), document.to()))
                .containsExactly(OBJECT, list);
    }

    @Nested
    class AKeyThatStandsTwice {

        @Test
        void isToldWithFileAndLine() {
            RenderedManifests read =
                    ManifestReader.file("apps/a.yaml", OBJECT + "---\n" + OBJECT + "data:\n  x: 1\n  x: 2\n");
            assertThat(read.notices())
                    .containsExactly("apps/a.yaml, line 10: the key data.x stands twice; the last one counts, as for"
                            + " kubectl and Helm");
            assertThat(read.objects().get(1).content()).containsEntry("data", Map.of("x", 2L));
        }

        @Test
        void isToldWithTheTemplateThatRenderedIt() {
            RenderedManifests read =
                    ManifestReader.rendered("---\n# Source: shop/templates/d.yaml\n" + OBJECT + "data: {x: 1, x: 2}\n");
            assertThat(read.notices()).singleElement().asString().startsWith("shop/templates/d.yaml: the key data.x");
        }
    }

    @Nested
    class WhatCannotBeRead {

        @Test
        void isToldWithFileAndLineAllProblemsAtOnce() {
            assertThatThrownBy(() -> ManifestReader.file(
                            "apps/a.yaml", OBJECT + "data:\n\tx: 1\n---\nkind: Nothing\n---\n" + OBJECT + "a: b: c\n"))
                    .isInstanceOfSatisfying(InvalidInputException.class, refused -> {
                        assertThat(refused.problems()).hasSize(3);
                        assertThat(refused.problems().get(0).line()).isEqualTo(5);
                        assertThat(refused.problems().get(1).message()).contains("has no apiVersion or no kind");
                        assertThat(refused.problems().get(2).line()).isEqualTo(12);
                    });
        }

        @Test
        void isToldWithTheTemplateThatRenderedIt() {
            assertThatThrownBy(() -> ManifestReader.rendered("---\n# Source: shop/templates/d.yaml\na: b: c\n"))
                    .isInstanceOfSatisfying(InvalidInputException.class, refused -> {
                        assertThat(refused.problems().get(0).file()).isEqualTo("shop/templates/d.yaml");
                        assertThat(refused.problems().get(0).message()).contains("line 3 of what is rendered");
                    });
        }

        @Test
        void isAnObjectWhoseNameIsANumber() {
            assertThatThrownBy(() -> ManifestReader.read(OBJECT.replace("name: a", "name: 12")))
                    .hasMessageContaining("has the metadata.name 12, which is no text");
        }

        @Test
        void isADocumentThatBeginsBehindItsSeparator() {
            assertThatThrownBy(() -> ManifestReader.read("--- {a: b}\n")).hasMessageContaining("stands behind ---");
        }
    }
}
