package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordOrderTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private static DeploymentRecord record(String id, int minutes, String... after) {
        return DeploymentRecord.builder()
                .id(id)
                .app("shop")
                .environment(EnvironmentName.DEV)
                .operation(Operation.DEPLOY)
                .outcome("verified")
                .requestedBy("alice")
                .started(NOON)
                .ended(NOON.plusSeconds(60L * minutes))
                .addAfter(after)
                .build();
    }

    private static List<String> order(DeploymentRecord... byTime) {
        return RecordOrder.newestFirst(List.of(byTime)).stream()
                .map(DeploymentRecord::id)
                .toList();
    }

    @Test
    void timesDecideWhereRecordsDoNotKnowOfEachOther() {
        assertThat(order(record("c", 3), record("b", 2), record("a", 1))).containsExactly("c", "b", "a");
    }

    @Test
    void whatARecordComesAfterIsOlderWhateverItsClockSaid() {
        assertThat(order(record("ahead", 120), record("c", 3, "b", "ahead"), record("b", 2, "ahead"), record("a", 1)))
                .containsExactly("c", "b", "ahead", "a");
    }

    @Test
    void recordsThatNameEachOtherSayNothing() {
        assertThat(order(record("b", 2, "a"), record("a", 1, "b"))).containsExactly("b", "a");
    }

    @Test
    void aRecordThatIsNotThereOrItselfIsPassedOver() {
        assertThat(order(record("b", 2, "b", "gone"), record("a", 1))).containsExactly("b", "a");
    }
}
