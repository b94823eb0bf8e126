package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInventoryTest {

    private static final List<String> EVERYWHERE = List.of(
            "a\nb",
            "a\rb",
            "a\tb",
            "a$(id)b",
            "a${HOME}b",
            "a\0b",
            "a\u202Eb",
            "a\u2066b",
            "a\u200Bb",
            "a\u001Bb",
            "a\uFEFFb",
            "",
            " ",
            "x".repeat(1 << 20));

    private static final List<String> WHERE_NO_SENTENCE_STANDS = List.of(
            "a\"b",
            "a'b",
            "a`id`b",
            "a\\b",
            "../a",
            "a/../b",
            "..",
            "-x",
            "--upload-pack=x",
            "{env}",
            "{app",
            "a;b",
            "a|b>c");

    /** Texts of people, and expressions that only our own evaluators read. */
    private static final List<String> SENTENCES = List.of("reason", "contains", "healthy", "failed", "fields");

    private static final List<String> EXPRESSIONS = List.of("label");
    private static final List<String> OPEN_TO_PROVIDERS = List.of("replace", "url", "project");

    private static final Node FULL = YamlReader.read(Inventories.FULL, new Problems("full"));
    private static final Schema SCHEMA = InventorySchema.compiled(FakeProviders.ALL);

    /** Every text of the full inventory, by its path. */
    static Stream<String> fields() {
        Map<String, Node.Scalar> fields = new LinkedHashMap<>();
        collect(YamlReader.read(Inventories.FULL, new Problems("full")), KeyPath.ROOT, fields);
        return fields.keySet().stream();
    }

    private static void collect(Node node, KeyPath path, Map<String, Node.Scalar> fields) {
        if (node instanceof Node.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                collect(items.items().get(i), path.item(i), fields);
            }
        } else if (node instanceof Node.Fields map) {
            map.fields().values().forEach(field -> collect(field.value(), path.key(field.key()), fields));
        } else if (node.data() instanceof String) {
            fields.put(path.toString(), (Node.Scalar) node);
        }
    }

    private static Node replaced(Node node, KeyPath path, String target, String value) {
        if (node instanceof Node.Items items) {
            List<Node> changed = new ArrayList<>();
            for (int i = 0; i < items.items().size(); i++) {
                changed.add(replaced(items.items().get(i), path.item(i), target, value));
            }
            return new Node.Items(node.line(), node.column(), changed, node.size());
        }
        if (node instanceof Node.Fields map) {
            Map<String, Node.Field> changed = new LinkedHashMap<>();
            map.fields()
                    .forEach((key, field) -> changed.put(
                            key,
                            new Node.Field(
                                    field.line(),
                                    field.column(),
                                    key,
                                    replaced(field.value(), path.key(key), target, value))));
            return new Node.Fields(node.line(), node.column(), changed, node.size());
        }
        return path.toString().equals(target) ? new Node.Scalar(node.line(), node.column(), value, value) : node;
    }

    private static List<Problem> problemsOf(String field, String value) {
        Node changed = replaced(FULL, KeyPath.ROOT, field, value);
        Problems problems = new Problems("apps.yaml");
        new Validator(problems).check(SCHEMA, changed, KeyPath.ROOT);
        new References(changed, problems).check();
        return problems.none() ? List.of() : problems.exception().problems();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldRefusesHostileValues(String field) {
        String key = field.replaceAll("\\[\\d+]$", "").replaceAll(".*\\.", "");
        List<String> hostile = new ArrayList<>(EVERYWHERE);
        if (!SENTENCES.contains(key)) {
            hostile.addAll(WHERE_NO_SENTENCE_STANDS);
        }
        if (EXPRESSIONS.contains(key)) {
            hostile.remove("a|b>c");
        }
        if (OPEN_TO_PROVIDERS.contains(key)) {
            hostile.removeAll(List.of("a;b", "a|b>c"));
        }
        if (field.matches(".*\\.command\\[[1-9]\\d*]")) {
            hostile.removeAll(List.of("-x", "--upload-pack=x"));
        }
        for (String value : hostile) {
            assertThat(problemsOf(field, value))
                    .as("%s: %s", field, Characters.readable(value, 20))
                    .isNotEmpty()
                    .allSatisfy(problem -> {
                        assertThat(problem.line()).isPositive();
                        assertThat(problem.toString())
                                .hasSizeLessThan(800)
                                .doesNotContain("\n", "\0", "\u202E", "\u001B");
                    });
        }
    }

    @Nested
    class AKey {

        @ParameterizedTest
        @ValueSource(strings = {"\"a\\nb\"", "\"a\\0b\"", "\"a\\u202Eb\"", "\"$(id)\"", "\"../a\"", "\"-x\"", "\"\""})
        void isRefusedWhereItIsHostile(String key) {
            String apps = Inventories.SMALL.replace(
                    "environments: [", "ci: { branches: { " + key + ": dev } }\n    environments: [");
            assertThat(Inventories.messages(apps))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).doesNotContain("\n", "\0", "\u202E"));
            assertThat(Inventories.messages(Inventories.SMALL + key + ": 1\n")).isNotEmpty();
        }
    }

    @Nested
    class ACredential {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://bob:hunter2@git.example.com/infra.git",
                    "https://hunter2@git.example.com/infra.git",
                    "ssh://git:hunter2@git.example.com/infra.git",
                    "https://bob:hunter2@/x",
                    "https://bob:hunter2 @git.example.com/x"
                })
        void inAUrlIsRefusedAndNotShown(String url) {
            assertThat(Inventories.messages(
                            Inventories.SMALL.replace("https://git.example.com/infra.git", '"' + url + '"')))
                    .isNotEmpty()
                    .allSatisfy(text ->
                            assertThat(text).contains("holds credentials").doesNotContain("hunter2"));
        }

        @Test
        void inADatabaseUrlIsRefusedAndNotShown() {
            String store =
                    "audit: { store: { postgres: { url: \"jdbc:postgresql://db/audit?user=a&password=hunter2\" } } }\n";
            assertThat(Inventories.messages(Inventories.SMALL + store))
                    .singleElement()
                    .asString()
                    .contains("holds credentials")
                    .doesNotContain("hunter2");
        }
    }

    @Nested
    class ADocument {

        private String only(String text) {
            return only(text.getBytes(StandardCharsets.UTF_8));
        }

        private String only(byte[] content) {
            List<Problem> problems = Inventories.problems(content);
            assertThat(problems).hasSize(1);
            return problems.get(0).toString();
        }

        @Test
        void thatIsEmptyIsRefused() {
            assertThat(only("")).contains("is empty");
            assertThat(only("# nothing\n")).contains("is empty");
        }

        @Test
        void withASecondOneBelowIsRefused() {
            assertThat(only(Inventories.SMALL + "---\na: 1\n")).startsWith("apps.yaml:13:1: has a second document");
        }

        @Test
        void withATabForIndentationIsRefusedWithAdvice() {
            assertThat(only("apiVersion: gitops.dev/v1\nenvironments:\n\tdev: {}\n"))
                    .startsWith("apps.yaml:3:1: is no YAML")
                    .contains("spaces, not tabs");
        }

        @Test
        void thatIsNoUtf8IsRefused() {
            assertThat(only(new byte[] {'a', ':', ' ', (byte) 0xff})).contains("is not UTF-8");
        }

        @Test
        void withAControlCharacterIsRefusedAtItsPlace() {
            assertThat(only("a: 1\nb: \u0000x\n")).startsWith("apps.yaml:2:4: has the character U+0000");
        }

        @Test
        void thatIsNestedTooDeepIsRefused() {
            assertThat(only("a: " + "[".repeat(100_000))).contains("nested deeper than 32 levels");
        }

        @Test
        void thatGrowsByAliasesIsRefused() {
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
            for (int i = 1; i < 12; i++) {
                String alias = "*a" + (i - 1);
                bomb.append("a")
                        .append(i)
                        .append(": &a")
                        .append(i)
                        .append(" [")
                        .append(String.join(", ", java.util.Collections.nCopies(10, alias)))
                        .append("]\n");
            }
            assertThat(only(bomb.toString())).contains("aliases that grow");
        }

        @Test
        void withAnAliasToItselfIsRefused() {
            assertThat(only("a: &a [*a]\n")).contains("the alias *a stands for nothing above it");
        }

        @Test
        void withAMergeKeyIsRefusedWithAdvice() {
            String text = Inventories.SMALL
                    .replace("dev: {}", "dev: &dev {}")
                    .replace("{ promotesFrom: [staging] }", "{ <<: *dev, promotesFrom: [staging] }");
            assertThat(only(text))
                    .contains("environments.production: merge keys are no part of YAML 1.2")
                    .contains("override");
        }

        @Test
        void withADuplicateKeyIsRefused() {
            assertThat(only(Inventories.SMALL + "kind: Inventory\n"))
                    .startsWith("apps.yaml:13:1: kind: stands twice in this map")
                    .contains("line 2");
        }

        @Test
        void withAKeyThatIsNoTextIsRefused() {
            assertThat(only(Inventories.SMALL + "jenkins: { 1: 2 }\n")).contains("a key that is a number");
            assertThat(only(Inventories.SMALL + "jenkins: { [a]: 2 }\n")).contains("a key that is no plain text");
        }

        @Test
        void withATagIsRefused() {
            assertThat(only(Inventories.SMALL.replace("kind: Inventory", "kind: !!str Inventory")))
                    .contains("has a tag");
        }
    }
}
