package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.LineStop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopTest {

    private static final People PEOPLE = People.of(Map.of("bob", List.of("bob@example.com")));
    private static final Stop STOP = new Stop(
            LineStop.ALL.in(EnvironmentName.PRODUCTION).of("payments"),
            "alice",
            Instant.parse("2026-03-02T10:00:00Z"),
            "incident 42");

    @Test
    void saysWhoStoppedTheLineAndHowItIsFreed() {
        assertThat(Stop.obstacle(List.of(STOP), "carol", List.of(), PEOPLE).map(Obstacle::text))
                .contains(
                        "the line in production of team payments is stopped by alice since 2026-03-02T10:00:00Z (incident 42); lift it with: gitops hold --all --in production --team payments --release");
    }

    @Test
    void letsThoseThroughWhomTheInventoryNamesByAnyOfTheirNames() {
        assertThat(Stop.obstacle(List.of(STOP), "Bob@example.com", List.of("bob"), PEOPLE))
                .isEmpty();
        assertThat(Stop.passed(List.of(STOP), "bob", List.of("bob"), PEOPLE))
                .hasValueSatisfying(notice -> assertThat(notice).contains("bob passed", "incident 42"));
        assertThat(Stop.obstacle(List.of(STOP), "carol", List.of("bob"), PEOPLE).map(Obstacle::text))
                .hasValueSatisfying(text -> assertThat(text).contains("bob may pass"));
    }

    @Test
    void isNothingWhereNothingIsStopped() {
        assertThat(Stop.obstacle(List.of(), "carol", List.of(), PEOPLE)).isEmpty();
        assertThat(Stop.passed(List.of(), "bob", List.of("bob"), PEOPLE)).isEmpty();
    }
}
