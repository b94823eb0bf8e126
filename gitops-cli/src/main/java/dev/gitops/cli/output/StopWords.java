package dev.gitops.cli.output;

import dev.gitops.audit.report.ReportInput.Stop;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an environment may not change, in a few words. */
final class StopWords {

    private static final Pattern HELD =
            Pattern.compile("by (.+?) since \\S+?( with all of .+?)?(?:: (.*))?", Pattern.DOTALL);
    private static final Pattern CLOSED =
            Pattern.compile(".*? is (?:frozen|closed) until (\\S+?)(?: \\((.*)\\))?; [^;]*", Pattern.DOTALL);
    private static final DateTimeFormatter UNTIL = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    private StopWords() {}

    /** A hold: who, and why. */
    static @Nullable Stop held(@Nullable String held) {
        if (held == null) {
            return null;
        }
        Matcher parts = HELD.matcher(held);
        String phrase = parts.matches()
                ? "by " + People.name(parts.group(1))
                        + Optional.ofNullable(parts.group(2)).orElse("")
                        + Optional.ofNullable(parts.group(3))
                                .map(why -> ": " + why)
                                .orElse("")
                : held;
        return new Stop(phrase, held);
    }

    /** A window: until when, and why. */
    static @Nullable Stop frozen(@Nullable String frozen) {
        if (frozen == null) {
            return null;
        }
        Matcher parts = CLOSED.matcher(frozen);
        if (!parts.matches()) {
            return new Stop(frozen, frozen);
        }
        OffsetDateTime until = OffsetDateTime.parse(parts.group(1));
        String zone = until.getOffset().equals(ZoneOffset.UTC)
                ? " UTC"
                : " (UTC" + until.getOffset().getId() + ")";
        String why =
                Optional.ofNullable(parts.group(2)).map(text -> ": " + text).orElse("");
        return new Stop("until " + UNTIL.format(until) + zone + why, frozen);
    }
}
