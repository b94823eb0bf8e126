package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.GateSpec;
import dev.gitops.policy.Gate.Answer;
import dev.gitops.policy.Gate.Step;
import dev.gitops.policy.Gate.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final Instant BEGUN = Instant.parse("2026-03-02T10:00:00Z");
    private static final GateSpec TICKET = new GateSpec(
            "ticket",
            "https://change.example.com",
            GateSpec.Before.DEPLOYMENT,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    private static Step step(Word word, String reason, long seconds) {
        return Gate.step(TICKET, "4711", new Answer(word, reason, BEGUN.plusSeconds(seconds)), BEGUN);
    }

    @ParameterizedTest(name = "{0} after {2} s")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            YES     | CHG-42 is approved | 0   | goes on: gate ticket said yes at 2026-03-02T10:00:00Z (CHG-42 is approved) [4711]
            YES     | ""                 | 600 | goes on: gate ticket said yes at 2026-03-02T10:10:00Z [4711]
            NO      | CHG-42 is rejected | 0   | gate ticket says no (CHG-42 is rejected); ask again when it says yes
            LATER   | tests run          | 0   | again at 2026-03-02T10:00:30Z
            LATER   | tests run          | 270 | again at 2026-03-02T10:05:00Z
            LATER   | tests run          | 271 | gate ticket said later (tests run) until its deadline of 5m, which is a no; ask again when it says yes
            NOTHING | status 502         | 60  | again at 2026-03-02T10:01:30Z
            NOTHING | status 502         | 300 | gate ticket did not answer (status 502) until its deadline of 5m, which is a no; ask again when it says yes
            """)
    void meansWhatItSaysUntilItsDeadline(Word word, String reason, long seconds, String told) {
        Step step = step(word, reason, seconds);
        String words = step instanceof Step.Pass pass
                ? "goes on: " + pass.evidence()
                : step instanceof Step.Again again
                        ? "again at " + again.at()
                        : ((Step.Stop) step).obstacle().text();
        assertThat(words).isEqualTo(told);
    }

    @Test
    void goesOnAfterAYesOnlyAndEndsInAnyCase() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Instant now = BEGUN;
            int asked = 0;
            while (true) {
                Word word = Word.values()[random.nextInt(Word.values().length)];
                now = now.plusMillis(random.nextInt(10_000));
                asked++;
                Step step = Gate.step(TICKET, "4711", new Answer(word, "", now), BEGUN);
                assertThat(step instanceof Step.Pass).as("seed %d", seed).isEqualTo(word == Word.YES);
                if (!(step instanceof Step.Again again)) {
                    break;
                }
                assertThat(again.at())
                        .as("seed %d", seed)
                        .isAfter(now)
                        .isBeforeOrEqualTo(BEGUN.plus(TICKET.deadline()));
                now = again.at();
            }
            assertThat(asked).as("seed %d", seed).isLessThan(15);
        }
    }
}
