package dev.gitops.cli.output;

import dev.gitops.api.model.FreezeSpec;
import dev.gitops.audit.report.ReportInput.Stop;
import dev.gitops.policy.Freezes;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an environment may not change, in a few words. */
final class StopWords {

    private static final Pattern HELD = Pattern.compile("by (.+?) since \\S+?(?:: (.*))?", Pattern.DOTALL);
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
                        + Optional.ofNullable(parts.group(2))
                                .map(why -> ": " + why)
                                .orElse("")
                : held;
        return new Stop(phrase, held);
    }

    /** A freeze: until when, and why. */
    static @Nullable Stop frozen(@Nullable String frozen, List<FreezeSpec> freezes, Instant now) {
        if (frozen == null) {
            return null;
        }
        String phrase = Freezes.now(freezes, now)
                .map(freeze -> "until " + UNTIL.format(freeze.until()) + zone(freeze.until())
                        + Optional.ofNullable(freeze.reason())
                                .map(why -> ": " + why)
                                .orElse(""))
                .orElse(frozen);
        return new Stop(phrase, frozen);
    }

    private static String zone(ZonedDateTime time) {
        return " " + time.getZone().getId();
    }
}
