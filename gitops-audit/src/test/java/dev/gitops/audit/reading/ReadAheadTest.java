package dev.gitops.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private final List<Integer> taken = new ArrayList<>();

    @Test
    void handsOnEverythingInItsOrderOnTheCallersThread() {
        Thread caller = Thread.currentThread();
        ReadAhead<Integer, Integer> ahead = new ReadAhead<>(each -> 2 * each, each -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            return taken.add(each);
        });
        for (int i = 0; i < 10_000; i++) {
            assertThat(ahead.add(i)).isTrue();
        }
        ahead.finish();
        assertThat(taken)
                .isEqualTo(IntStream.range(0, 10_000).mapToObj(i -> 2 * i).toList());
    }

    @Test
    void stopsWhereTheTakerHasEnough() {
        ReadAhead<Integer, Integer> ahead = new ReadAhead<>(each -> each, each -> taken.add(each) && each < 700);
        int added = 0;
        while (ahead.add(added)) {
            added++;
            assertThat(added).isLessThan(100_000);
        }
        ahead.finish();
        assertThat(taken).hasSize(701);
    }

    @Test
    void aFailureOfTheWorkIsTheCallers() {
        ReadAhead<String, Integer> ahead = new ReadAhead<>(Integer::parseInt, taken::add);
        ahead.add("1");
        ahead.add("x");
        assertThatThrownBy(ahead::finish).isInstanceOf(NumberFormatException.class);
    }
}
