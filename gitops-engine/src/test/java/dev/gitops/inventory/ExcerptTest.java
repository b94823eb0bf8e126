package dev.gitops.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    private static final String HEAD = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/platform/infra.git }
            environments:
              dev: { namespace: dev }
              production: { namespace: production, promotesFrom: [dev], protected: true }
            """;

    private static String app(String name) {
        return """
                  - name: %1$s   # 'one' of many
                    image: "registry.example.com:5000/team/%1$s"
                    manifests: { plain: apps/%1$s }
                    environments:
                      dev: {}
                      production: { namespace: %1$s-live }
                """.formatted(name);
    }

    private static String apps(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(app("app-" + i)).append(i % 7 == 0 ? "\n  # a remark\n" : "");
        }
        return text.toString();
    }

    private static Optional<String> excerpt(String text, String name) {
        return Excerpt.of(text.getBytes(UTF_8), name).map(part -> new String(part.text(), UTF_8));
    }

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("apps.yaml"), text);
    }

    @Nested
    class OfManyApplications {

        private final String text = HEAD + "apps:\n" + apps(0, 200) + "notify: { slack: true }\n";

        @ParameterizedTest
        @ValueSource(strings = {"app-0", "app-1", "app-19", "app-199"})
        void readsOneAsTheWholeReadsIt(String name) throws Exception {
            Path file = file(text);
            Inventory whole = Inventory.load(file);
            Inventory one = Inventory.load(file, name);
            assertThat(one.apps()).containsOnlyKeys(name);
            assertThat(one.apps().get(name)).isEqualTo(whole.apps().get(name));
            assertThat(one.notifications()).isEqualTo(whole.notifications());
            assertThat(one.environments()).isEqualTo(whole.environments());
        }

        @Test
        void leavesOthersOut() {
            assertThat(excerpt(text, "app-150").orElseThrow())
                    .contains("app-150", "notify:")
                    .doesNotContain("app-15 ")
                    .doesNotContain("app-1 ");
        }

        @Test
        void readsTheWholeWhereNoneHasTheName() throws Exception {
            assertThat(Inventory.load(file(text), "app-200").apps()).hasSize(200);
        }

        @Test
        void tellsAllProblemsOfTheWholeWhereTheOneHasAny() throws Exception {
            String broken = text.replace("plain: apps/app-7 ", "plan: apps/app-7 ")
                    .replace("plain: apps/app-9 ", "plan: apps/app-9 ");
            assertThatThrownBy(() -> Inventory.load(file(broken), "app-7"))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            wrong -> assertThat(wrong.problems()).hasSize(2));
            assertThat(Inventory.load(file(broken), "app-8").apps()).containsOnlyKeys("app-8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"app-3", "App-3"})
        void refusesANameThatStandsTwice(String other) throws Exception {
            Path file = file(HEAD + "apps:\n" + apps(0, 100) + app(other));
            assertThatThrownBy(() -> Inventory.load(file, "app-3")).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void findsItemsAtTheLeftBorderAndInOneLine() throws Exception {
        StringBuilder text = new StringBuilder(HEAD).append("apps:\n");
        for (int i = 0; i < 200; i++) {
            text.append("- { name: a%1$d, image: r.example.com/a%1$d, manifests: { plain: p }, environments: [dev] }\n"
                    .formatted(i));
        }
        text.append("teams: {}\n");
        assertThat(Inventory.load(file(text.toString()), "a77").apps()).containsOnlyKeys("a77");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    team: &t x\n",
                "    team: *t\n",
                "    team: \"a\n      b\"\n",
                "    team: 'it\n",
                "    reason: |\n      - name: app-1\n",
                "    reason: >-\n      text\n",
                "    environments: [dev,\n      production]\n",
                "    team: !x y\n",
                "    \"na\\u006de\": z\n"
            })
    void leavesToTheParserWhatOnlyAParserUnderstands(String line) {
        assertThat(excerpt(HEAD + "apps:\n" + apps(0, 3) + line + apps(3, 5), "app-1"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\tteam: x\n", "x: y\n  - name: z\n"})
    void endsTheListWhereTheLeftBorderIsReached(String line) throws Exception {
        Path file = file(HEAD + "apps:\n" + apps(0, 100) + line + apps(100, 105));
        assertThatThrownBy(() -> Inventory.load(file, "app-1")).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apps: [ { name: app-1 } ]\n",
                "apps: &all\n  - name: app-1\n",
                "apps:\n  - name: app-1\napps:\n  - name: app-1\n",
                "apps:\n  - name: app-1\n---\na: b\n",
                "\"apps\":\n  - name: app-1\n",
                "apps:\n  name: app-1\n",
                "apps:\n"
            })
    void isNotMadeWhereTheListIsNotPlain(String text) {
        assertThat(excerpt(HEAD + text, "app-1")).isEmpty();
    }
}
