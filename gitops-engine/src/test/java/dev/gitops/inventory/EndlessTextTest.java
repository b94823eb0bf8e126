package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts so long that a parser which reads them to their end takes minutes. */
class EndlessTextTest {

    private static final int MANY = 30_000_000;

    private static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "plain", "apps: " + "x".repeat(MANY),
            "quoted", "apps: \"" + "word ".repeat(MANY / 5) + "\"",
            "escaped", "apps: \"" + "\\u0041".repeat(MANY / 6) + "\"",
            "block", "apps: |\n" + "  a line\n".repeat(MANY / 9),
            "plain lines", "apps: a\n" + "  a line\n".repeat(MANY / 9),
            "key", "x".repeat(MANY) + ": 1",
            "comment", "apps: 1\n#" + "x".repeat(MANY),
            "blanks", "apps: 1\n" + " ".repeat(MANY)));

    static Stream<String> texts() {
        return TEXTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void areRefusedWithTheirPlace(String kind) {
        String text = "apiVersion: gitops.dev/v1\nkind: Inventory\n" + TEXTS.get(kind) + "\n";
        assertThatThrownBy(() -> YamlReader.read(text, new Problems("apps.yaml")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("apps.yaml:")
                .hasMessageContaining("more than 1 MB");
    }

    @Test
    void areNotWhatALongFileOfShortOnesIs() {
        String text =
                "apps:\n" + "  - { name: shop, image: registry.example.com/team/shop } # a comment\n".repeat(40_000);
        assertThat(YamlReader.read(text, new Problems("apps.yaml"))).isInstanceOf(Node.Fields.class);
    }
}
