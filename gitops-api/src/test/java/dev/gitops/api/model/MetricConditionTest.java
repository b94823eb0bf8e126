package dev.gitops.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricConditionTest {

    private static final Map<String, Double> OTHERS = Map.of("before", 10.0, "staging", 2.0);

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "0.5,  < 1,                          true",
        "1,    < 1,                          false",
        "1,    <= 1,                         true",
        "-3,   > -3.5,                       true",
        "1e-3, <=.001,                       true",
        "3,    == 3,                         true",
        "3,    != 3,                         false",
        "12,   <= 1.2 * before,              true",
        "12.1, <= 1.2*before,                false",
        "11,   <= before + 1,                true",
        "9,    >= before - 1,                true",
        "8.9,  >= before - 1,                false",
        "4,    <= 2 * staging + 0,           true",
        "50,   < 1 or <= 5 * before,         true",
        "51,   < 1 or <= 5 * before,         false",
        "0.5,  > 1 and < 2 or < 0.6,         true",
        "1.5,  > 1 and < 2 or < 0.6,         true",
        "0.7,  > 1 and < 2 or < 0.6,         false",
        "3,    <= missing,                   false",
        "3,    >  missing,                   false",
        "3,    '!= missing',                 false",
        "3,    '!= missing or   ==  3',      true"
    })
    void holdsOrNot(double value, String condition, boolean holds) {
        assertThat(MetricCondition.parse(condition).holds(value, name -> OTHERS.getOrDefault(name, Double.NaN)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "<",
                "< 1 or",
                "or < 1",
                "< 1 < 2",
                "<= * before",
                "<= 2 before",
                "~ 1",
                "< 1; ls",
                "<= Before"
            })
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> MetricCondition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no comparison");
    }
}
