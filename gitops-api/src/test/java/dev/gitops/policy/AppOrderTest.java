package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.policy.AppOrder.Before;
import dev.gitops.policy.AppOrder.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppOrderTest {

    private static List<String> told(String before) {
        List<Before> all = before.isBlank()
                ? List.of()
                : Arrays.stream(before.split(", "))
                        .map(word -> word.split(" "))
                        .map(word -> new Before(word[0], State.valueOf(word[1].toUpperCase(Locale.ROOT))))
                        .toList();
        return AppOrder.obstacles("shop", "production", all).stream()
                .map(Obstacle::text)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                        | ""
            db done                   | ""
            db done, queue done       | ""
            db waiting                | shop comes after db, and what Git has of that in production is not verified yet; deploy it first: gitops deploy db production
            db failed                 | shop comes after db, whose deployment to production failed; mend it and deploy it again: gitops deploy db production
            db done, queue failed     | shop comes after queue, whose deployment to production failed; mend it and deploy it again: gitops deploy queue production
            """)
    void waitsForThoseBefore(String before, String told) {
        assertThat(told(before)).isEqualTo(told.isEmpty() ? List.of() : List.of(told));
    }

    @Test
    void saysWhatFailedBeforeWhatWaits() {
        assertThat(told("db waiting, queue failed"))
                .hasSize(2)
                .first()
                .asString()
                .contains("queue");
    }

    @Test
    void letsNothingThroughBeforeEverythingIsDone() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<Before> before = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                before.add(new Before("app" + i, State.values()[random.nextInt(3)]));
            }
            boolean done = before.stream().allMatch(one -> one.state() == State.DONE);
            assertThat(AppOrder.obstacles("shop", "production", before).isEmpty())
                    .as("seed %d", seed)
                    .isEqualTo(done);
        }
    }
}
