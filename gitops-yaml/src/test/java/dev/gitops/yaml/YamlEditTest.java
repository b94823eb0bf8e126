package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class YamlEditTest {

    private static YamlPath path(String text) {
        return YamlPath.parse(text);
    }

    private static String edit(String before, UnaryOperator<YamlEdit> change) {
        return change.apply(YamlFile.of("file.yaml", before).edit()).apply().text();
    }

    private static void refuses(String before, UnaryOperator<YamlEdit> change, String... messages) {
        assertThatThrownBy(() -> edit(before, change))
                .isInstanceOf(YamlEditException.class)
                .hasMessageContainingAll(messages);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Nested
    class AKustomization {

        private static final String BEFORE = """
                # who owns this: payments
                resources:
                  - ../../base   # the base
                # waits for SHOP-7
                #  - ingress.yaml
                  - deployment.yaml

                images:
                  - name: shop     # main
                    newTag: 1.4.2  # set by the pipeline
                  - name: db
                    newTag: 'v9'
                # the end
                """;

        @Test
        void getsANewTagAndKeepsEverythingElse() {
            assertThat(edit(BEFORE, edit -> edit.set(path("images[name=shop].newTag"), "1.5.0")))
                    .isEqualTo(BEFORE.replace("1.4.2", "1.5.0"));
        }

        @Test
        void getsQuotesWhereATagWouldBeReadAsANumber() {
            assertThat(edit(BEFORE, edit -> edit.set(path("images[name=shop].newTag"), "1.30")))
                    .isEqualTo(BEFORE.replace("1.4.2", "'1.30'"));
            assertThat(edit(BEFORE, edit -> edit.set(path("images[name=db].newTag"), "7e12345")))
                    .isEqualTo(BEFORE.replace("'v9'", "'7e12345'"));
        }

        @Test
        void getsAnImageThatIsMissing() {
            assertThat(edit(BEFORE, edit -> edit.set(path("images[name=web].newTag"), "1.0.0")))
                    .isEqualTo(BEFORE.replace("# the end", "  - name: web\n    newTag: '1.0.0'\n# the end"));
        }

        @Test
        void getsSeveralChangesAtOnce() {
            assertThat(edit(
                            BEFORE,
                            edit -> edit.set(path("namespace"), "prod")
                                    .add(path("resources"), "service.yaml")
                                    .remove(path("resources[0]"))
                                    .set(path("images[name=shop].newName"), "registry.example.com/shop")
                                    .remove(path("images[name=db]"))))
                    .isEqualTo("""
                            # who owns this: payments
                            resources:
                            # waits for SHOP-7
                            #  - ingress.yaml
                              - deployment.yaml
                              - service.yaml

                            images:
                              - name: shop     # main
                                newTag: 1.4.2  # set by the pipeline
                                newName: registry.example.com/shop
                            namespace: prod
                            # the end
                            """);
        }

        @Test
        void losesAListWithItsKeyOnlyWhenTheKeyIsRemoved() {
            assertThat(edit("resources:\n- a\n# b\nx: 1\n", edit -> edit.remove(path("resources[0]"))))
                    .isEqualTo("resources: []\n# b\nx: 1\n");
            assertThat(edit("resources:\n- a\n# b\nx: 1\n", edit -> edit.remove(path("resources"))))
                    .isEqualTo("# b\nx: 1\n");
        }
    }

    @Nested
    class Scalars {

        @Test
        void keepTheirQuotes() {
            String before = "a: plain\nb: 'single'\nc: \"double\"\n";
            assertThat(edit(
                            before,
                            edit -> edit.set(path("a"), "x")
                                    .set(path("b"), "it's")
                                    .set(path("c"), "say \"x\"")))
                    .isEqualTo("a: x\nb: 'it''s'\nc: \"say \\\"x\\\"\"\n");
            assertThat(edit("b: 'single'\n", edit -> edit.set(path("b"), "tab\tbell\u0007")))
                    .isEqualTo("b: \"tab\\tbell\\u0007\"\n");
        }

        @Test
        void keepTheirTypes() {
            assertThat(edit(
                            "a: 1\nb: 1\nc: 1\nd: 1\ne: '1'\n",
                            edit -> edit.set(path("a"), 2)
                                    .set(path("b"), true)
                                    .set(path("c"), null)
                                    .set(path("d"), "2")
                                    .set(path("e"), 2)))
                    .isEqualTo("a: 2\nb: true\nc: null\nd: '2'\ne: 2\n");
            assertThat(edit("a: 1\n", edit -> edit.set(path("a"), 1e21))).isEqualTo("a: 1.0e+21\n");
            assertThat(edit("a: 1\n", edit -> edit.set(path("a"), Double.NEGATIVE_INFINITY)))
                    .isEqualTo("a: -.inf\n");
            assertThat(edit("a: 1\n", edit -> edit.set(path("a"), new java.math.BigDecimal("1E+3"))))
                    .isEqualTo("a: 1000.0\n");
        }

        @Test
        void getQuotedWhenOnlyTheTypeIsWrong() {
            assertThat(edit("tag: 1.30 # c\n", edit -> edit.set(path("tag"), "1.30")))
                    .isEqualTo("tag: \"1.30\" # c\n");
            assertThat(edit("tag: on\n", edit -> edit.set(path("tag"), "on"))).isEqualTo("tag: \"on\"\n");
        }

        @Test
        void keepTheirAnchorAndTag() {
            assertThat(edit("a: &x !!str \"q\" # c\n", edit -> edit.set(path("a"), "r")))
                    .isEqualTo("a: &x !!str \"r\" # c\n");
            assertThat(edit("a: &x !!str \"q\" # c\n", edit -> edit.set(path("a"), 3)))
                    .isEqualTo("a: &x 3 # c\n");
            assertThat(edit("a: !!int 3\n", edit -> edit.set(path("a"), "x"))).isEqualTo("a: x\n");
            assertThat(edit("a: &x\nb: 1\n", edit -> edit.set(path("a"), "v"))).isEqualTo("a: &x v\nb: 1\n");
            refuses("a: !vault secret\n", edit -> edit.set(path("a"), "x"), "file.yaml:1:4", "tag of its own");
        }

        @Test
        void onSeveralLinesBecomeOne() {
            assertThat(edit(
                            "a: 'x\n  y'   # c\nb: p\n  q\nc: 1\n",
                            edit -> edit.set(path("a"), "u").set(path("b"), "v")))
                    .isEqualTo("a: 'u'   # c\nb: v\nc: 1\n");
        }

        @Test
        void fillEmptyPlaces() {
            assertThat(edit(
                            "a:\nb: # why\nc:   \nl:\n-\n- # x\n",
                            edit -> edit.set(path("a"), "1")
                                    .set(path("b"), "x")
                                    .set(path("c"), "z")
                                    .set(path("l[0]"), "p")
                                    .set(path("l[1]"), "q")))
                    .isEqualTo("a: \"1\"\nb: x # why\nc: z   \nl:\n- p\n- q # x\n");
        }

        @Test
        void outsideTheBasicPlaneDoNotShiftTheSpan() {
            assertThat(edit(
                            "\uD83D\uDE00: \uD83D\uDE00 # \uD83D\uDE00\nb: x # y\n",
                            edit -> edit.set(YamlPath.of("\uD83D\uDE00"), "\uD83D\uDE80")
                                    .set(path("b"), "z")))
                    .isEqualTo("\uD83D\uDE00: \uD83D\uDE80 # \uD83D\uDE00\nb: z # y\n");
        }

        @Test
        void replaceCollectionsAndAreReplacedByThem() {
            assertThat(edit(
                            "a: x # c\nb:\n  # in\n  c: 1\nd: [1,\n  2]\ne: 1\n",
                            edit -> edit.set(path("a"), map("k", List.of("v")))
                                    .set(path("b"), "s")
                                    .set(path("d"), "t")))
                    .isEqualTo("a: # c\n  k:\n  - v\nb: s\n  # in\nd: t\ne: 1\n");
            assertThat(edit(
                            "- x # c\n- a: 1\n  b: 2\n",
                            edit -> edit.set(path("[0]"), map("a", 1, "b", 2)).set(path("[1]"), "z")))
                    .isEqualTo("- a: 1 # c\n  b: 2\n- z\n");
        }

        @Test
        void thatCannotBeWrittenAreRefused() {
            assertThatThrownBy(() -> edit("a: 1\n", edit -> edit.set(path("a"), "\uD83D")))
                    .hasMessageContaining("surrogate");
            assertThatThrownBy(() -> edit("a: 1\n", edit -> edit.set(path("a"), new Object())))
                    .hasMessageContaining("no form in YAML");
            assertThatThrownBy(() -> edit("a: 1\n", edit -> edit.set(path("a"), Map.of(1, 2))))
                    .hasMessageContaining("no string");
        }
    }

    @Nested
    class BlockScalars {

        @Test
        void stayBlocks() {
            assertThat(edit("a: |-  # why\n    x\n    y\n\n# c\nb: 1\n", edit -> edit.set(path("a"), "p\n\nq\n")))
                    .isEqualTo("a: |  # why\n    p\n\n    q\n\n# c\nb: 1\n");
        }

        @Test
        void becomeOneLineWhereTheValueIs() {
            assertThat(edit("a: |  # why\n    x\n    y\nb: 1\n", edit -> edit.set(path("a"), "one")))
                    .isEqualTo("a: one  # why\nb: 1\n");
            assertThat(edit("a: >\n  x\n  y\nb: 1\n", edit -> edit.set(path("a"), map("k", 1))))
                    .isEqualTo("a:\n  k: 1\nb: 1\n");
        }

        @Test
        void areMadeForNewTextsOfSeveralLines() {
            assertThat(edit("a: 1\n", edit -> edit.set(path("b.c"), "x\n  y\n").add(path("l"), "p\nq")))
                    .isEqualTo("a: 1\nb:\n  c: |\n    x\n      y\nl:\n- |-\n  p\n  q\n");
            assertThat(edit("a: 1\n", edit -> edit.set(path("b"), " x\ny"))).isEqualTo("a: 1\nb: \" x\\ny\"\n");
            assertThat(edit("a: 1", edit -> edit.set(path("b"), "x\n"))).isEqualTo("a: 1\nb: \"x\\n\"");
        }

        @Test
        void withTrailingLinesOfTheirOwnAreKept() {
            assertThat(edit("a: |+\n  x\n\n\nb: 1\n", edit -> edit.set(path("c"), 2)))
                    .isEqualTo("a: |+\n  x\n\n\nb: 1\nc: 2\n");
            assertThat(edit("b: 1\na: |+\n  x\n\n", edit -> edit.set(path("c"), 2)))
                    .isEqualTo("b: 1\na: |+\n  x\n\nc: 2\n");
        }

        @Test
        void atTheEndOfAFileWithoutLineBreakGetNone() {
            assertThat(edit("b: 1\na: |\n  x", edit -> edit.set(path("c"), 2))).isEqualTo("b: 1\nc: 2\na: |\n  x");
            assertThat(edit("b: 1\na: |-\n  x", edit -> edit.set(path("c"), 2))).isEqualTo("b: 1\na: |-\n  x\nc: 2");
        }
    }

    @Nested
    class Insertions {

        @Test
        void followTheIndentationOfTheFile() {
            assertThat(edit(
                            "a:\n    b:\n      - x\n",
                            edit -> edit.set(path("c.d"), List.of("y", map("p", 1, "q", map("r", 2))))))
                    .isEqualTo(
                            "a:\n    b:\n      - x\nc:\n    d:\n      - \"y\"\n      - p: 1\n        q:\n            r: 2\n");
            assertThat(edit(
                            "a:\n-   x: 1\n    z: 2\n",
                            edit -> edit.add(path("a"), map("x", 3, "z", List.of(1, List.of(2))))))
                    .isEqualTo("a:\n-   x: 1\n    z: 2\n-   x: 3\n    z:\n    - 1\n    - - 2\n");
        }

        @Test
        void followTheQuotesOfTheirNeighbours() {
            assertThat(edit("l:\n- 'a'\n- 'b'\n", edit -> edit.add(path("l"), "c")))
                    .isEqualTo("l:\n- 'a'\n- 'b'\n- 'c'\n");
            assertThat(edit("l:\n- name: \"a\"\n  tag: b\n", edit -> edit.add(path("l"), map("name", "c", "tag", "d"))))
                    .isEqualTo("l:\n- name: \"a\"\n  tag: b\n- name: \"c\"\n  tag: d\n");
            assertThat(edit("m:\n  a: 'x'\n  n: 1\n", edit -> edit.set(path("m.b"), "z")))
                    .isEqualTo("m:\n  a: 'x'\n  n: 1\n  b: 'z'\n");
        }

        @Test
        void turnEmptyCollectionsIntoBlocks() {
            assertThat(edit(
                            "b: [] # none\nc: ~\nd: {}\n",
                            edit -> edit.add(path("b"), "x").set(path("c.k"), 1).set(path("d.e.f"), "x")))
                    .isEqualTo("b: # none\n- x\nc:\n  k: 1\nd:\n  e:\n    f: x\n");
        }

        @Test
        void goToTheirIndex() {
            assertThat(edit(
                            "l:\n# first\n- a\n# second\n- b\n",
                            edit -> edit.insert(path("l"), 0, "x").insert(path("l"), 2, "w")))
                    .isEqualTo("l:\n# first\n- x\n- a\n- w\n# second\n- b\n");
            assertThat(edit(
                            "- - a\n  - b\n- c\n",
                            edit -> edit.insert(path("[0]"), 0, "z").add(path("[0]"), "d")))
                    .isEqualTo("- - z\n  - a\n  - b\n  - d\n- c\n");
            refuses("l: [a]\n", edit -> edit.insert(path("l"), 3, "x"), "has 1 items");
            refuses("l: [a]\n", edit -> edit.set(path("l[1]"), "x"), "l[1]", "is not there");
        }

        @Test
        void goBeforeAGivenKey() {
            assertThat(edit(
                            "- name: a # n\n  newTag: b\n",
                            edit -> edit.setBefore(path("[0].digest"), "d", "name")
                                    .remove(path("[0].newTag"))))
                    .isEqualTo("- digest: d\n  name: a # n\n");
            assertThat(edit(
                            "a: 1\nc: 3\n",
                            edit -> edit.setBefore(path("b"), 2, "c")
                                    .setBefore(path("d"), 4, "x")
                                    .setBefore(path("a"), 0, "d")))
                    .isEqualTo("a: 0\nb: 2\nc: 3\nd: 4\n");
            assertThat(edit("{a: 1, c: 3}\n", edit -> edit.setBefore(path("b"), 2, "c")))
                    .isEqualTo("{a: 1, b: 2, c: 3}\n");
        }

        @Test
        void followTheIndentationOfItemsThatAreCommentedOut() {
            assertThat(edit(
                            "resources: []\n#- a\n#- b\nl:\n  - c\n",
                            edit -> edit.add(path("resources"), "x").add(path("l"), "d")))
                    .isEqualTo("resources:\n- x\n#- a\n#- b\nl:\n  - c\n  - d\n");
        }

        @Test
        void stayAboveCommentsThatFollow() {
            assertThat(edit("l:\n  - a\n    # of a\n  # - b\n\n# of m\nm: 1\n", edit -> edit.add(path("l"), "c")))
                    .isEqualTo("l:\n  - a\n    # of a\n  - c\n  # - b\n\n# of m\nm: 1\n");
        }

        @Test
        void fillEmptyFiles() {
            assertThat(edit("", edit -> edit.set(path("a"), 1))).isEqualTo("a: 1\n");
            assertThat(edit("# only\n", edit -> edit.set(path("a.b"), 1))).isEqualTo("# only\na:\n  b: 1\n");
            assertThat(edit("# only", edit -> edit.add(path("l"), 1))).isEqualTo("# only\nl:\n- 1");
            assertThat(edit("---", edit -> edit.set(path("a"), 1))).isEqualTo("---\na: 1");
            assertThat(edit("---\n# c\n", edit -> edit.set(path("a"), 1))).isEqualTo("---\n# c\na: 1\n");
        }

        @Test
        void needAMapOrAListToGoInto() {
            refuses(
                    "a: b\n",
                    edit -> edit.set(path("a.c"), 1),
                    "file.yaml:1:4",
                    "is a scalar, where a map was expected");
            refuses("a: {}\n", edit -> edit.add(path("a"), 1), "is a map, where a list was expected");
            refuses("a: []\n", edit -> edit.set(path("a.b"), 1), "is a list, where a map was expected");
        }
    }

    @Nested
    class Removals {

        @Test
        void takeTheCommentInTheLineAndLeaveTheNeighbours() {
            assertThat(edit(
                            "# of a\na: 1 # in a\n# of b\nb:\n  c: 1\n  # deep\n# of d\nd: 1\n",
                            edit -> edit.remove(path("a")).remove(path("b"))))
                    .isEqualTo("# of a\n# of b\n# of d\nd: 1\n");
        }

        @Test
        void ofTheFirstKeyOfAnItemKeepTheDash() {
            assertThat(edit("- a: 1 # x\n  b: 2\n", edit -> edit.remove(path("[0].a"))))
                    .isEqualTo("- b: 2\n");
            assertThat(edit("- a: 1 # x\n  # about b\n  b: 2\n", edit -> edit.remove(path("[0].a"))))
                    .isEqualTo("-\n  # about b\n  b: 2\n");
            assertThat(edit("- - a\n  - b\n", edit -> edit.remove(path("[0][0]"))))
                    .isEqualTo("- - b\n");
        }

        @Test
        void ofTheLastOneLeaveAnEmptyCollection() {
            assertThat(edit("m:\n  # in\n  a: 1\nz: 1\n", edit -> edit.remove(path("m.a"))))
                    .isEqualTo("m: {}\n  # in\nz: 1\n");
            assertThat(edit("- a: 1\n", edit -> edit.remove(path("[0].a")))).isEqualTo("- {}\n");
            assertThat(edit("a: 1\n", edit -> edit.remove(path("a")))).isEqualTo("{}\n");
            assertThat(edit(
                            "# 1\na: 1 # x\n# 2\nb: 2\n# 3\n",
                            edit -> edit.remove(path("a")).remove(path("b"))))
                    .isEqualTo("# 1\n{}\n# 2\n# 3\n");
            assertThat(edit(
                            "- a: 1 # x\n  # 2\n  b: 2\n- c\n",
                            edit -> edit.remove(path("[0].a")).remove(path("[0].b"))))
                    .isEqualTo("- {} # x\n  # 2\n- c\n");
            assertThat(edit(
                            "m: &x\n  - a\n  # 2\n  - b\nz: 1\n",
                            edit -> edit.remove(path("m[0]")).remove(path("m[0]"))))
                    .isEqualTo("m: &x []\n  # 2\nz: 1\n");
            assertThat(edit("- a\n", edit -> edit.remove(path("[0]")).add(YamlPath.root(), "b")))
                    .isEqualTo("- b\n");
        }

        @Test
        void ofWhatIsNotThereAreRefused() {
            refuses("a:\n  b: 1\n", edit -> edit.remove(path("a.c")), "a.c", "is not there");
            refuses("a:\n", edit -> edit.remove(path("a.c.d")), "a.c is not there");
            refuses("a: []\n", edit -> edit.remove(path("a[0]")), "is not there");
            refuses("a: []\n", edit -> edit.remove(path("a[name=x]")), "is not there");
            refuses("a: 1\n", edit -> edit.remove(YamlPath.root()), "whole document");
        }
    }

    @Nested
    class Renaming {

        @Test
        void keepsTheValueAndItsComments() {
            assertThat(edit(
                            "# top\nbases: # why\n- ../a # one\nx: 1\n",
                            edit -> edit.rename(path("bases"), "resources").add(path("resources"), "b")))
                    .isEqualTo("# top\nresources: # why\n- ../a # one\n- b\nx: 1\n");
            assertThat(edit("{\"a\": 1}\n", edit -> edit.rename(path("a"), "b")))
                    .isEqualTo("{\"b\": 1}\n");
        }

        @Test
        void needsAKeyThatIsThereAndANameThatIsNot() {
            refuses("a: 1\nb: 2\n", edit -> edit.rename(path("a"), "b"), "is there already");
            refuses("a: 1\n", edit -> edit.rename(path("c"), "b"), "is not there");
            refuses("- a\n", edit -> edit.rename(path("[0]"), "b"), "does not end in a key");
        }
    }

    @Nested
    class FlowStyle {

        @Test
        void staysOnItsLine() {
            assertThat(edit(
                            "{a: 1, b: [x, y], c: { k: v }} # c\n",
                            edit -> edit.set(path("a"), "p, q")
                                    .add(path("b"), "z")
                                    .remove(path("b[0]"))
                                    .set(path("c.l"), map("m", List.of("o")))))
                    .isEqualTo("{a: \"p, q\", b: [y, z], c: { k: v, l: {m: [o]} }} # c\n");
            assertThat(edit("[a, b, c,]\n", edit -> edit.remove(path("[2]")).insert(YamlPath.root(), 0, "x")))
                    .isEqualTo("[x, a, b,]\n");
        }

        @Test
        void staysOnManyLines() {
            String before = "f: [\n  a, # one\n  b # two\n]\n";
            assertThat(edit(before, edit -> edit.add(path("f"), "c")))
                    .isEqualTo("f: [\n  a, # one\n  b, # two\n  c\n]\n");
            assertThat(edit(before, edit -> edit.remove(path("f[1]")))).isEqualTo("f: [\n  a # one\n]\n");
            assertThat(edit(before, edit -> edit.remove(path("f[0]")))).isEqualTo("f: [\n  b # two\n]\n");
            assertThat(edit("f: [\n  a,\n  b,\n]\n", edit -> edit.add(path("f"), "c")))
                    .isEqualTo("f: [\n  a,\n  b,\n  c,\n]\n");
            assertThat(edit("f: {\n  a: 1,\n  b: 2}\n", edit -> edit.set(path("f.c"), 3)))
                    .isEqualTo("f: {\n  a: 1,\n  b: 2,\n  c: 3}\n");
        }

        @Test
        void fillsItsGaps() {
            assertThat(edit(
                            "{a, b: , c: }\n",
                            edit -> edit.set(path("a"), 1).set(path("b"), 2).set(path("c"), 3)))
                    .isEqualTo("{a: 1, b: 2 , c: 3 }\n");
            assertThat(edit("{m: {}, l: []}\n", edit -> edit.set(path("m.a"), 1).add(path("l"), 1)))
                    .isEqualTo("{m: {a: 1}, l: [1]}\n");
        }

        @Test
        void staysJson() {
            assertThat(edit(
                            "{\n  \"a\": 1,\n  \"b\": {}\n}\n",
                            edit -> edit.set(path("b.c"), "x").set(path("d"), map("e", List.of("f")))))
                    .isEqualTo("{\n  \"a\": 1,\n  \"b\": {\"c\": \"x\"},\n  \"d\": {\"e\": [\"f\"]}\n}\n");
        }
    }

    @Nested
    class LineEndsAndMarks {

        @Test
        void areKept() {
            assertThat(edit(
                            "a: 1\r\nb:\r\n- x # c\r\n",
                            edit -> edit.set(path("a"), 2).add(path("b"), "z").set(path("c"), map("d", "e"))))
                    .isEqualTo("a: 2\r\nb:\r\n- x # c\r\n- z\r\nc:\r\n  d: e\r\n");
            assertThat(edit("a: 1\r\nb: 2\nc: 3\r\n", edit -> edit.remove(path("b"))))
                    .isEqualTo("a: 1\r\nc: 3\r\n");
            assertThat(edit("a: 1\rb: 2\r", edit -> edit.set(path("c"), 3))).isEqualTo("a: 1\rb: 2\rc: 3\r");
            assertThat(edit("\uFEFFa: 1\n", edit -> edit.set(path("a"), 2).set(path("b"), 3)))
                    .isEqualTo("\uFEFFa: 2\nb: 3\n");
        }

        @Test
        void aMissingLastOneStaysMissing() {
            assertThat(edit("a: 1\nb: 2", edit -> edit.set(path("c"), 3))).isEqualTo("a: 1\nb: 2\nc: 3");
            assertThat(edit("a: 1\nb: 2", edit -> edit.remove(path("b")))).isEqualTo("a: 1");
            assertThat(edit("a: 1\nb: 2", edit -> edit.remove(path("b")).set(path("c"), 3)))
                    .isEqualTo("a: 1\nc: 3");
        }

        @Test
        void tabsBetweenTokensAreKept() {
            assertThat(edit(
                            "a:\t1\t# tab\nb:\t'x'\n\t\nc: \"\ty\"\n",
                            edit -> edit.set(path("a"), 2).set(path("b"), "z")))
                    .isEqualTo("a:\t2\t# tab\nb:\t'z'\n\t\nc: \"\ty\"\n");
            assertThat(edit("a: [{}\t\t, x\t ]\n", edit -> edit.set(path("a[1]"), "1.0")))
                    .isEqualTo("a: [{}\t\t, \"1.0\"\t ]\n");
        }
    }

    @Nested
    class AliasesAndDuplicates {

        private static final String SHARED = """
                base: &base
                  tag: v1
                staging: *base
                production:
                  <<: *base
                  replicas: 3
                """;

        @Test
        void onThePathAreRefusedWithTheAnchorsLine() {
            refuses(SHARED, edit -> edit.set(path("staging.tag"), "v2"), "file.yaml:3:10", "alias of &base in line 1");
            refuses(SHARED, edit -> edit.set(path("staging"), "v2"), "alias of &base in line 1");
            refuses(
                    SHARED,
                    edit -> edit.set(path("production.tag"), "v2"),
                    "file.yaml:5:7",
                    "comes from &base in line 1");
            refuses("- &x {name: a}\n- *x\n", edit -> edit.set(path("[1].name"), "b"), "alias of &x in line 1");
        }

        @Test
        void anAnchoredValueThatOthersReferToIsRefused() {
            refuses(SHARED, edit -> edit.set(path("base.tag"), "v2"), "file.yaml:1:7", "line 3 refers to");
            refuses(SHARED, edit -> edit.remove(path("base")), "line 3 refers to");
            refuses("a: &x 1\nb: *x\n", edit -> edit.set(path("a"), 2), "line 2 refers to");
        }

        @Test
        void areSetWhereTheyAreWrittenIfTheEditSetsEachPlaceToOneValue() {
            String merged = "- &c\n  name: main\n  image: a:1\n- <<: *c\n  name: side\n";
            assertThat(edit(merged, edit -> edit.set(path("[0].image"), "a:2").set(path("[1].image"), "a:2")))
                    .isEqualTo(merged.replace("a:1", "a:2"));
            assertThat(edit(
                            SHARED,
                            edit -> edit.set(path("base.tag"), "1.10")
                                    .set(path("staging.tag"), "1.10")
                                    .set(path("production.tag"), "1.10")))
                    .isEqualTo(SHARED.replace("v1", "\"1.10\""));
            refuses(
                    SHARED,
                    edit -> edit.set(path("base.tag"), "v2").set(path("staging.tag"), "v2"),
                    "line 3 refers to");
            refuses(
                    merged,
                    edit -> edit.set(path("[0].image"), "a:2").set(path("[1].image"), "a:3"),
                    "line 4 refers to");
            refuses(
                    "a: &a {t: !own v1}\nb: *a\n",
                    edit -> edit.set(path("a.t"), "v2").set(path("b.t"), "v2"),
                    "line 2 refers to");
        }

        @Test
        void besideThePathStayAsTheyAre() {
            assertThat(edit(SHARED, edit -> edit.set(path("production.replicas"), 4)))
                    .isEqualTo(SHARED.replace("3\n", "4\n"));
            assertThat(edit(SHARED, edit -> edit.remove(path("staging"))))
                    .isEqualTo(SHARED.replace("staging: *base\n", ""));
            assertThat(edit("a: &x 1\nb: 2\n", edit -> edit.set(path("a"), 2))).isEqualTo("a: &x 2\nb: 2\n");
        }

        @Test
        void keysAndItemsThatAreThereTwiceAreRefused() {
            refuses("a: 1\nb: 2\na: 3\n", edit -> edit.set(path("a"), 4), "file.yaml:3:1: a", "first in line 1");
            refuses("l: [{name: x}, {name: x}]\n", edit -> edit.set(path("l[name=x].t"), 4), "is there twice");
            assertThat(edit("a: 1\nb: 2\na: 3\n", edit -> edit.set(path("b"), 4)))
                    .isEqualTo("a: 1\nb: 4\na: 3\n");
        }

        @Test
        void formsThatCannotBeEditedAreRefused() {
            refuses("? a\n: b\nc: 1\n", edit -> edit.remove(path("a")), "file.yaml:1:3");
            refuses("[a: b, c]\n", edit -> edit.set(path("[0].x"), 1), "single pair");
        }
    }

    @Test
    void settingACollectionTouchesOnlyWhatDiffers() {
        String before = "m:\n  a: 1 # one\n  b: 2 # two\nl:\n- x # first\n- z # second\n- w # third\n";
        assertThat(edit(
                        before,
                        edit -> edit.set(path("m"), map("a", 1, "c", 3)).set(path("l"), List.of("x", "q", "w"))))
                .isEqualTo("m:\n  a: 1 # one\n  c: 3\nl:\n- x # first\n- q # second\n- w # third\n");
        assertThat(edit(before, edit -> edit.set(path("l"), List.of("x", "w"))))
                .isEqualTo(before.replace("- z # second\n", ""));
        assertThat(edit(before, edit -> edit.set(path("l"), List.of("x", "v", "z", "w"))))
                .isEqualTo(before.replace("- z", "- v\n- z"));
        assertThat(edit(before, edit -> edit.set(path("m"), Map.of()))).startsWith("m: {}\nl:");
    }
}
