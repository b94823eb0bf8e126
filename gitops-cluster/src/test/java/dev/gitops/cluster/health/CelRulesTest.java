package dev.gitops.cluster.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelRulesTest {

    private static final Map<String, Object> SELF = Map.of("name", "xyz", "least", 1, "most", 3, "every", "90s");

    private final CelRules rules = new CelRules();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            self.least <= self.most                   | true
            self.most < self.least                    | false
            self.name.matches('^[a-z]+$')             | true
            self.name.matches('^[0-9]+$') && self.least > 0 | false
            duration(self.every) > duration('1m')     | true
            """)
    void tellWhetherTheyHold(String rule, boolean holds) {
        assertThat(rules.holds(rule, SELF)).contains(holds);
    }

    /** The API server says that each of them holds, the library here that none does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.name.matches('^[[:alpha:]]+$')",
                "duration(self.every).getMilliseconds() == 90000",
                "string(double(self.most)) == '3'"
            })
    void tellNothingWhereTheApiServerWouldAnswerOtherwise(String rule) {
        assertThat(rules.holds(rule, SELF)).isEmpty();
    }
}
