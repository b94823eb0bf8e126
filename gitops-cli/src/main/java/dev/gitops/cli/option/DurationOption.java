package dev.gitops.cli.option;

import dev.gitops.inventory.Durations;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations of the command line: {@code 90s}, {@code 5m}, {@code 1h30m}; a number alone is that many seconds, as before. */
public final class DurationOption implements ITypeConverter<Duration> {

    private static final int LONGEST = 9;

    /** For picocli. */
    public DurationOption() {}

    @Override
    public Duration convert(String text) {
        return seconds(text)
                .or(() -> Durations.parse(text))
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is no duration; write it as in 90s, 5m or 1h30m"));
    }

    private static Optional<Duration> seconds(String text) {
        boolean number =
                !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
