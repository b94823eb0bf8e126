package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> NAMES = List.of("dev", "staging", "production", "promotesFrom", "upToDate");

    @ParameterizedTest
    @CsvSource({
        "dve, dev",
        "de, dev",
        "Dev, dev",
        "stagin, staging",
        "stagign, staging",
        "produktion, production",
        "promoteFrom, promotesFrom",
        "uptodate, upToDate",
        "staging, staging"
    })
    void isWhatWasProbablyMeant(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
        assertThat(NearestName.hint(written, NAMES)).isEqualTo("did you mean \"" + meant + "\"?");
    }

    @Test
    void isNothingWhereNothingIsNear() {
        assertThat(NearestName.of("qa", NAMES)).isEmpty();
        assertThat(NearestName.of("", NAMES)).isEmpty();
        assertThat(NearestName.of("x".repeat(1 << 20), NAMES)).isEmpty();
    }

    @Test
    void isReplacedByAllValidNamesWhereTheyAreFew() {
        assertThat(NearestName.hint("qa", List.of("dev", "staging"))).isEqualTo("valid are dev, staging");
        assertThat(NearestName.hint("qa", List.of())).isEmpty();
    }
}
