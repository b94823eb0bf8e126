package dev.gitops.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Which records to find. What is left out does not narrow; what is given must all match. */
@Value.Immutable
public interface RecordQuery {

    /** {@return the application} */
    Optional<String> app();

    /** {@return the environment} */
    Optional<EnvironmentName> environment();

    /** {@return one of these operations} */
    Set<Operation> operations();

    /** {@return one of these outcomes, in JSON's words} */
    Set<String> outcomes();

    /** {@return the person who asked or approved} */
    Optional<String> person();

    /** {@return the beginning of an image's reference, path, name, tag or digest, before or after} */
    Optional<String> image();

    /** {@return the beginning of a config or source commit} */
    Optional<String> commit();

    /** {@return the number or URL of a change request} */
    Optional<String> changeRequest();

    /** {@return ended at this time or later} */
    Optional<Instant> since();

    /** {@return ended before this time} */
    Optional<Instant> until();

    /** {@return words that stand somewhere in the record, in any case} */
    Optional<String> text();

    /** {@return how many records to return at the most; 0 for none, only the count} */
    @Value.Default
    default int limit() {
        return 50;
    }

    /** {@return how many of the newest to pass over} */
    @Value.Default
    default int offset() {
        return 0;
    }

    /** {@return a new builder} */
    static ImmutableRecordQuery.Builder builder() {
        return ImmutableRecordQuery.builder();
    }
}
