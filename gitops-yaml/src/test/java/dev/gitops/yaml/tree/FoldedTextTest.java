package dev.gitops.yaml.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Folded scalars come out of kustomize with a break more in some places. */
class FoldedTextTest {

    @Test
    void aBreakBeforeAnIndentedLineIsDoubled() {
        Node root = Documents.read("k: >\n  folded\n  text\n\n    indented\n\n  back\n")
                .get(0);
        assertThat(YamlWriter.write(root)).isEqualTo("k: |\n  folded text\n\n\n    indented\n\n  back\n");
    }

    @Test
    void soIsItWhereATabKeepsTheResultFromBeingABlock() {
        Node root = Documents.read("k: >\n  folded\n    run:\tx\n").get(0);
        assertThat(YamlWriter.write(root)).isEqualTo("k: \"folded\\n\\n  run:\\tx\\n\"\n");
    }

    @Test
    void keptBreaksAtTheEndGetOneMore() {
        Node root = Documents.read("k: >+\n  a\n\n").get(0);
        assertThat(YamlWriter.write(root)).isEqualTo("k: |+\n  a\n\n\n");
    }

    @Test
    void plainParagraphsStayAsTheyAre() {
        Node root = Documents.read("k: >-\n  a\n  b\n\n  c\n").get(0);
        assertThat(YamlWriter.write(root)).isEqualTo("k: |-\n  a b\n  c\n");
    }
}
