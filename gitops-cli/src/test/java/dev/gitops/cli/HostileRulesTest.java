package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cluster.health.CelRules;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.review.schema.Schemas;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions may be a stranger's: what runs for ever there is passed over. */
@Timeout(120)
class HostileRulesTest {

    private static final List<Long> MANY = Collections.nCopies(1000, 1L);

    @Test
    void areTriedAsLongAsAllTogetherTakeSeconds() {
        CelRules rules = new CelRules();
        String nested = "self.all(x, self.all(y, x + y >= 0))";
        assertThat(rules.holds(nested, MANY)).contains(true);
        int told = 0;
        for (int i = 0; i < 1000; i++) {
            told += rules.holds(nested, MANY).isPresent() ? 1 : 0;
        }
        assertThat(told).isLessThan(10);
        assertThat(new CelRules().holds("self.all(x, x > 0)", MANY)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.matches('(.+)+$')",
                "self.matches('^.*.*.*.*.*.*.*=')",
                "self.matches('(a|aa)+(a|aa)+(a|aa)+(a|aa)+(a|aa)+b')",
                "self.matches('(?=a)a')"
            })
    void matchNothingByStepsWithoutEnd(String rule) {
        assertThat(new CelRules().holds(rule, "a".repeat(10_000))).isEmpty();
    }

    @Test
    void matchUsualTexts() {
        assertThat(new CelRules().holds("self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')", "web-1"))
                .contains(true);
        assertThat(new CelRules().holds("self.matches('^[a-z]+$')", "Web")).contains(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^.*.*.*.*.*.*.*.*=$",
                "^(a|a)*(a|a)*(a|a)*(a|a)*(a|a)*(a|a)*b$",
                "^(a?){60}a{60}b$",
                "[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*9$"
            })
    void haveNoPatternsWithoutEnd(String pattern) {
        Schemas schemas = Schemas.builtIn(Optional.empty());
        schemas.add(ManifestReader.read(Shelves.definition(
                        "{ type: object, properties: { spec: { type: string, pattern: '%s' } } }".formatted(pattern)))
                .get(0));
        assertThat(schemas.check(Shelves.shelf("a".repeat(290)), null)).hasSizeLessThan(2);
    }
}
