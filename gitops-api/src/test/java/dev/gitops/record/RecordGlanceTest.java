package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.testing.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordGlanceTest {

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void seesTheSameInTheJsonAsInTheRecord() {
        for (DeploymentRecord record : new DeploymentRecord[] {
            SampleRecords.full().build(), SampleRecords.small().build()
        }) {
            assertThat(RecordGlance.of(RecordJson.write(record))).isEqualTo(RecordGlance.of(record));
        }
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        DeploymentRecord record = SampleRecords.full().build();
        String json = RecordJson.text(record)
                .replaceFirst("\\{", "{\"newer\":{\"id\":\"no\",\"app\":[{\"app\":\"no\"}]},")
                .replaceFirst("\"images\":\\[\\{", "\"images\":[7,{\"more\":[1,{\"after\":\"no\"}],");
        assertThat(RecordGlance.of(bytes(json))).isEqualTo(RecordGlance.of(record));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"id\":\"1\"", "nonsense", "{\"id\":{\"a\":1}}"})
    void refusesWhatIsNoRecord(String json) {
        assertThatThrownBy(() -> RecordGlance.of(bytes(json))).isInstanceOf(UnreadableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-03T12:00:00Z",
                "2026-03-03T12:00:00.1Z",
                "2026-03-03T12:00:00.Z",
                "2026-03-03T12:00:00.123456Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T00:00:00Z",
                "2026-03-03T12:00:00+01:00",
                "2016-12-31T23:59:60Z",
                "-0001-01-01T00:00:00Z"
            })
    void timesAreReadAsTheJdkReadsThem(String text) {
        assertThat(RecordTimes.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-03-03", "2026-02-30T00:00:00Z", "2026-03-03T25:00:00Z", "x026-03-03T12:00:00Z"})
    void aTimeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> RecordTimes.parse(text))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("not RFC 3339");
    }
}
