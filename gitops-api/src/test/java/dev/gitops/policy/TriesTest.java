package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.VerifyTiming;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriesTest {

    /**
     * Plays answers, {@code +} as stated and {@code -} not, one each interval.
     *
     * @return how it ended and after how many seconds, as {@code passed 30}; {@code open} where another try is due
     */
    private static String play(VerifyTiming timing, boolean runs, String answers) {
        Tries tries = Tries.begin(timing, runs);
        Duration now = Duration.ZERO;
        for (char answer : answers.toCharArray()) {
            tries = tries.after(answer == '+', now);
            if (tries.ended().isPresent()) {
                return (tries.ended().get().passed() ? "passed " : "failed ") + now.toSeconds();
            }
            now = now.plus(tries.pause());
        }
        return "open";
    }

    private static VerifyTiming timing(int timeout, int sustained, int interval, int failures) {
        return new VerifyTiming(
                Duration.ofSeconds(timeout), Duration.ofSeconds(sustained), Duration.ofSeconds(interval), failures);
    }

    @ParameterizedTest(name = "{0} within {1} s for {2} s each {3} s bearing {4}: {5}")
    @CsvSource({
        // once is enough, and what fails before is borne until the time is over
        "+,          60, 0,  10, 0, passed 0",
        "--+,        60, 0,  10, 0, passed 20",
        "------,     60, 0,  10, 0, open",
        "-------,    60, 0,  10, 0, failed 60",
        "-,          5,  0,  10, 0, failed 0",
        // it must go on passing
        "+++,        60, 30, 10, 0, open",
        "++++,       60, 30, 10, 0, passed 30",
        "--++++,     60, 30, 10, 0, passed 50",
        "+-,         60, 30, 10, 0, failed 10",
        // so many failures are borne, and do not begin it anew
        "+-++,       60, 30, 10, 1, passed 30",
        "+-+-,       60, 30, 10, 1, failed 30",
        "+--,        60, 30, 10, 1, failed 20",
        "+++-,       60, 30, 10, 1, passed 30",
        "----+-++,   60, 30, 10, 1, passed 70",
        // the last pause is no longer than what is left
        "++++,       60, 25, 10, 0, passed 25"
    })
    void anAskedStep(String answers, int timeout, int sustained, int interval, int failures, String end) {
        assertThat(play(timing(timeout, sustained, interval, failures), false, answers))
                .isEqualTo(end);
    }

    @ParameterizedTest(name = "{0} for {1} s bearing {2}: {3}")
    @CsvSource({
        "+,     0,  0, passed 0",
        "-,     0,  0, failed 0",
        "-+,    0,  1, passed 10",
        "--,    0,  1, failed 10",
        "-+++,  20, 1, passed 30",
        "-+-,   20, 1, failed 20"
    })
    void aStepThatRunsSomethingHasEachFailureCounted(String answers, int sustained, int failures, String end) {
        assertThat(play(timing(1, sustained, 10, failures), true, answers)).isEqualTo(end);
    }

    @Test
    void theEndSaysWhy() {
        Tries late = Tries.begin(timing(10, 0, 10, 0), false)
                .after(false, Duration.ZERO)
                .after(false, Duration.ofSeconds(10));
        assertThat(late.ended()).hasValue(new Tries.End(false, "given up after 10 s"));

        Tries broken = Tries.begin(timing(10, 30, 10, 1), false)
                .after(true, Duration.ZERO)
                .after(false, Duration.ofSeconds(10))
                .after(false, Duration.ofSeconds(20));
        assertThat(broken.ended().map(Tries.End::why))
                .hasValueSatisfying(why -> assertThat(why)
                        .isEqualTo("failed after it had passed, 2 failures are one more than failures: 1 bears"));
    }

    @Test
    void whateverComesInWhateverOrderMoreFailuresThanAreBorneNeverPass() {
        Random random = new Random(22);
        for (int round = 0; round < 20_000; round++) {
            VerifyTiming timing =
                    timing(random.nextInt(60), random.nextInt(60), 1 + random.nextInt(20), random.nextInt(3));
            boolean runs = random.nextBoolean();
            Tries tries = Tries.begin(timing, runs);
            Duration now = Duration.ZERO;
            int counted = 0;
            boolean passed = false;
            while (tries.ended().isEmpty()) {
                boolean answer = random.nextInt(4) > 0;
                counted += !answer && (runs || passed) ? 1 : 0;
                passed |= answer;
                tries = tries.after(answer, now);
                now = now.plus(tries.pause());
            }
            boolean may = passed && counted <= timing.failures();
            assertThat(tries.ended().get().passed())
                    .as("%s runs %s", timing, runs)
                    .isEqualTo(may);
        }
    }
}
