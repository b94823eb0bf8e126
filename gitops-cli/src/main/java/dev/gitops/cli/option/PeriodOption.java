package dev.gitops.cli.option;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How far back: a duration as everywhere, or as before in any case of letters and with fractions ({@code 30D}, {@code 1.5S}). */
public final class PeriodOption implements ITypeConverter<Duration> {

    /** For picocli. */
    public PeriodOption() {}

    @Override
    public Duration convert(String text) {
        try {
            return new DurationOption().convert(text);
        } catch (TypeConversionException other) {
            return before(text, other);
        }
    }

    private static Duration before(String text, TypeConversionException other) {
        try {
            String upper = text.toUpperCase(Locale.ROOT);
            return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
        } catch (DateTimeException neither) {
            throw other;
        }
    }
}
