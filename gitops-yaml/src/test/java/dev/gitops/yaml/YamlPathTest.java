package dev.gitops.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPathTest {

    @Test
    void textFormAndBuilderMeanTheSame() {
        assertThat(YamlPath.parse("images[name=shop].newTag"))
                .isEqualTo(YamlPath.of("images").where("name", "shop").key("newTag"));
        assertThat(YamlPath.parse("spec.containers[0].image"))
                .isEqualTo(YamlPath.of("spec", "containers").item(0).key("image"));
        assertThat(YamlPath.parse("labels[\"app.kubernetes.io/name\"]"))
                .isEqualTo(YamlPath.of("labels", "app.kubernetes.io/name"));
        assertThat(YamlPath.parse("images[name=registry.example.com:5000/shop][0]"))
                .isEqualTo(YamlPath.of("images")
                        .where("name", "registry.example.com:5000/shop")
                        .item(0));
        assertThat(YamlPath.parse(".")).isEqualTo(YamlPath.root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images[name=shop].newTag",
                "a.b[0][1].c",
                "[0].a",
                "a[\"b.c\"].d",
                "a[name=\"x]y\"]",
                "a[name=\"\"]",
                "a[\"say \\\"x\\\" \\\\\"]",
                "a[\"k=\"=v]",
                "."
            })
    void printsWhatItParses(String text) {
        assertThat(YamlPath.parse(text)).hasToString(text);
        assertThat(YamlPath.parse(YamlPath.parse(text).toString())).isEqualTo(YamlPath.parse(text));
    }

    @Test
    void anyKeyCanBePrintedAndReadBack() {
        for (String key : new String[] {"a.b", "a b", "", "[x]", "'", "\"", "\\", "ü", "a=b", "\n"}) {
            YamlPath path = YamlPath.of("top", key).where(key.isEmpty() ? "k" : key, key);
            assertThat(YamlPath.parse(path.toString())).as(path.toString()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a[", "a[]", "a[x]", "a[-1]", "a[name=x", "a]b", "a[\"x]", "a.b."})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> YamlPath.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("images[name=shop].newTag");
    }

    @Test
    void parentIsOneStepUp() {
        assertThat(YamlPath.of("a", "b").parent()).isEqualTo(YamlPath.of("a"));
        assertThat(YamlPath.root().parent()).isEqualTo(YamlPath.root());
    }
}
