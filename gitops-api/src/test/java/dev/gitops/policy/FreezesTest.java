package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.FreezeSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezesTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private static Optional<String> refusal(String from, String to, String now) {
        EnvironmentSpec production = EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addFreezes(new FreezeSpec(from, to, AMSTERDAM, "weekend"))
                .build();
        return Windows.of(production, Occurrences.NONE)
                .obstacle("production", Instant.parse(now))
                .map(Obstacle::text);
    }

    @Nested
    class AWeekend {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "2026-11-20T17:00:00Z",
                    "2026-11-21T12:00:00Z",
                    "2026-11-22T23:59:59Z",
                    "2026-11-23T04:59:59Z"
                })
        void isFrozen(String now) {
            assertThat(refusal("FRI 18:00", "MON 06:00", now))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("until 2026-11-23T06:00+01:00", "weekend", "--break-glass"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"2026-11-20T16:59:59Z", "2026-11-23T05:00:00Z", "2026-11-25T12:00:00Z"})
        void endsWhereTheWeekBegins(String now) {
            assertThat(refusal("FRI 18:00", "MON 06:00", now)).isEmpty();
        }

        @Test
        void keepsItsHoursWhenTheClocksChange() {
            assertThat(refusal("FRI 18:00", "MON 06:00", "2026-10-23T15:59:59Z"))
                    .isEmpty();
            assertThat(refusal("FRI 18:00", "MON 06:00", "2026-10-23T16:00:00Z"))
                    .isPresent();
            assertThat(refusal("FRI 18:00", "MON 06:00", "2026-10-26T04:59:59Z"))
                    .isPresent();
            assertThat(refusal("FRI 18:00", "MON 06:00", "2026-10-26T05:00:00Z"))
                    .isEmpty();
        }
    }

    @Nested
    class AWindowWithinOneDay {

        @Test
        void isFrozenBetweenItsHoursOnly() {
            assertThat(refusal("TUE 09:00", "TUE 17:00", "2026-11-24T07:59:00Z"))
                    .isEmpty();
            assertThat(refusal("TUE 09:00", "TUE 17:00", "2026-11-24T12:00:00Z"))
                    .isPresent();
            assertThat(refusal("TUE 09:00", "TUE 17:00", "2026-11-24T16:00:00Z"))
                    .isEmpty();
        }
    }

    @Nested
    class AWindowOnce {

        @Test
        void isFrozenFromItsBeginningToBeforeItsEnd() {
            assertThat(refusal("2026-12-20T00:00", "2027-01-02T00:00", "2026-12-19T22:59:59Z"))
                    .isEmpty();
            assertThat(refusal("2026-12-20T00:00", "2027-01-02T00:00", "2026-12-19T23:00:00Z"))
                    .isPresent();
            assertThat(refusal("2026-12-20T00:00", "2027-01-02T00:00", "2027-01-01T23:00:00Z"))
                    .isEmpty();
        }
    }
}
