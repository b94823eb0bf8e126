package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.FileEdit;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of every file of the corpus is changed by itself: the data differs there alone, the text on the lines of that value alone. */
class EveryValueTest {

    /** A value, and where. */
    private record Leaf(YamlPath path, Object value) {}

    static Stream<String> files() throws Exception {
        return ValuesCorpusTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void changesByItself(String file) throws Exception {
        String before = ValuesCorpusTest.text(file);
        YamlFile parsed = YamlFile.of(file, before);
        Object data = parsed.value(YamlPath.root()).orElseThrow();
        List<Leaf> leaves = new ArrayList<>();
        collect(YamlPath.root(), data, leaves);
        int changed = 0;
        for (Leaf leaf : leaves) {
            String after = set(file, leaf);
            if (after == null) {
                continue;
            }
            changed++;
            String what = file + ": " + leaf.path() + "\n" + after;
            assertThat(YamlFile.of(file, after).value(YamlPath.root()).orElseThrow())
                    .as(what)
                    .isEqualTo(with(data, leaf.path(), other(leaf.value()), YamlPath.root()));
            int line = parsed.problem(leaf.path(), "", null).line() - 1;
            List<String> old = List.of(before.split("(?<=\n)"));
            List<String> fresh = List.of(after.split("(?<=\n)"));
            int length = leaf.value() instanceof String text && old.size() != fresh.size()
                    ? old.size() - fresh.size() + 1
                    : 1;
            assertThat(fresh.subList(0, line)).as("above " + what).isEqualTo(old.subList(0, line));
            assertThat(fresh.subList(line + 1, fresh.size()))
                    .as("below " + what)
                    .isEqualTo(old.subList(line + length, old.size()));
        }
        assertThat(changed).as("of " + leaves.size()).isPositive();
    }

    /** The file with one value changed; null where that is refused, as what an anchor is used for would change elsewhere too. */
    private static @org.jspecify.annotations.Nullable String set(String file, Leaf leaf) throws Exception {
        try {
            List<FileEdit> edits = Fixtures.manifests(Fixtures.SHOP)
                    .set(
                            ValuesCorpusTest.tree(file),
                            Fixtures.shop("dev"),
                            Map.of(leaf.path().toString(), String.valueOf(other(leaf.value()))));
            return new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8);
        } catch (InvalidInputException refused) {
            assertThat(refused).hasMessageMatching("(?s).*(anchor|alias|&|\\*|is true or false, and).*");
            return null;
        }
    }

    private static void collect(YamlPath path, Object value, List<Leaf> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner != null && leaves.size() < 100) {
                    collect(path.key(String.valueOf(key)), inner, leaves);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                collect(path.item(index), list.get(index), leaves);
            }
        } else if (value != null && !path.equals(YamlPath.root())) {
            leaves.add(new Leaf(path, value));
        }
    }

    private static Object other(Object value) {
        if (value instanceof Boolean truth) {
            return !truth;
        }
        return value instanceof Number ? (Object) 4711 : "other-" + value.hashCode();
    }

    private static Object with(Object data, YamlPath path, Object wanted, YamlPath here) {
        if (here.equals(path)) {
            return wanted;
        }
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, with(value, path, wanted, here.key(String.valueOf(key)))));
            return copy;
        }
        if (data instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (int index = 0; index < list.size(); index++) {
                copy.add(with(list.get(index), path, wanted, here.item(index)));
            }
            return copy;
        }
        return data;
    }
}
