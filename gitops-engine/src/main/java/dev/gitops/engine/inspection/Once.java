package dev.gitops.engine.inspection;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for each thing once, whatever comes of it: what failed for one environment fails for the next one without another try. Safe for several threads. */
final class Once<K, V> {

    private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();

    private record Answer<V>(@Nullable V value, @Nullable RuntimeException failure) {

        static <K, V> Answer<V> of(K key, Function<K, V> ask) {
            try {
                return new Answer<>(ask.apply(key), null);
            } catch (RuntimeException failure) {
                return new Answer<>(null, failure);
            }
        }
    }

    /**
     * The answer for a key.
     *
     * @throws RuntimeException what the first one who asked got
     */
    V of(K key, Function<K, V> ask) {
        Answer<V> answer = answers.computeIfAbsent(key, absent -> Answer.of(absent, ask));
        if (answer.failure() != null) {
            throw answer.failure();
        }
        return Objects.requireNonNull(answer.value());
    }
}
