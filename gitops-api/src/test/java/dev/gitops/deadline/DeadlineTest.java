package dev.gitops.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.CancelledException;
import dev.gitops.api.DeadlineExceededException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** Waits for what never comes, and ends as whatever of ours is cancelled does. */
    private static String waitForEver() {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the wait", e);
        }
    }

    @Test
    void whatIsDoneInTimeGivesItsResult() {
        assertThat(Deadline.<String>within(LONG, "the work", () -> "done")).isEqualTo("done");
        assertThat(Deadline.left()).isEmpty();
        assertThat(Deadline.passed()).isFalse();
    }

    @Test
    void whatIsNotDoneInTimeIsToldWithTheTimeAndLeavesNoInterrupt() {
        assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(50), "the work", DeadlineTest::waitForEver))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the work");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoCancelsMeanwhileIsToldAsCancelled() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Deadline.within(LONG, "the work", DeadlineTest::waitForEver))
                .isInstanceOf(CancelledException.class)
                .isNotInstanceOf(DeadlineExceededException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theNearerOfTwoDeadlinesCounts() {
        Supplier<Duration> left = () -> Deadline.left().orElseThrow();
        Duration inner = Deadline.within(LONG, "outer", () -> Deadline.within(LONG.multipliedBy(2), "inner", left));
        assertThat(inner).isLessThanOrEqualTo(LONG);
        Duration outer = Deadline.within(
                LONG.multipliedBy(2),
                "outer",
                () -> Deadline.within(LONG, "inner", () -> Duration.ZERO).plus(left.get()));
        assertThat(outer).isGreaterThan(LONG);
    }

    @Test
    void aCarriedDeadlineThatIsOverLetsNothingBegin() {
        Deadline.Carried over = Deadline.within(Duration.ZERO, "the work", Deadline::carried);
        Thread.interrupted();
        assertThatThrownBy(() -> over.run(() -> "begun")).isInstanceOf(CancelledException.class);
        Deadline.Carried none = Deadline.carried();
        assertThat(none.<String>run(() -> "begun")).isEqualTo("begun");
    }
}
