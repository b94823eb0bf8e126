package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.testing.SampleRecords;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedDecisionTest {

    private static RecordedDecision decision(DeploymentRecord record) {
        return RecordedDecision.of(RecordJson.write(record));
    }

    @Test
    void isWhatTheRecordSays() {
        DeploymentRecord record = SampleRecords.full()
                .outcome("refused")
                .addNotices("gate tickets said yes at 2026-03-03T11:00:00Z: CHG-7")
                .build();
        RecordedDecision decision = decision(record);
        assertThat(decision.glance()).isEqualTo(RecordGlance.of(record));
        assertThat(decision.from()).contains("staging");
        assertThat(decision.decided()).isEqualTo(record.decided().orElseThrow());
        assertThat(decision.refusals()).isEqualTo(record.refusals());
        assertThat(decision.approvals()).isEqualTo(record.approvals());
        assertThat(decision.gates()).containsExactly("tickets");
        assertThat(decision.diffDigest()).isEqualTo(record.diffDigest().orElseThrow());
        assertThat(decision.manifestsDigest())
                .isEqualTo(record.manifestsDigest().orElseThrow());
        assertThat(decision.build()).hasValue(812);
        assertThat(decision.bakeOf()).isEqualTo("01JNDRSTF0AAAAAAAAAAAAAAAA");
    }

    @Test
    void findsARefusalByItsKindAndHowItsRuleBegins() {
        RecordedDecision decision =
                decision(SampleRecords.full().outcome("refused").build());
        assertThat(decision.refusal("freeze", "windows"))
                .get(type(RecordedRefusal.class))
                .matches(found -> SampleRecords.NOON.plusSeconds(3600).equals(found.until()));
        assertThat(decision.refusal("freeze", "after")).isEmpty();
        assertThat(decision.refusal("hold", "")).isEmpty();
    }

    @Test
    void ofARecordFromBeforeWasDecidedWhenItStartedAndDoesNotSayWhy() {
        RecordedDecision refused =
                decision(SampleRecords.small().outcome("refused").build());
        assertThat(refused.decided()).isEqualTo(SampleRecords.NOON.minusSeconds(90));
        assertThat(refused.saysWhy()).isFalse();
        assertThat(decision(SampleRecords.small().build()).saysWhy()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"id\":", "nonsense"})
    void refusesWhatIsNoRecord(String json) {
        assertThatThrownBy(() -> RecordedDecision.of(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRecordException.class);
    }
}
