package dev.gitops.cli.output;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Until when a deployment bakes, in a few words; the table and the report say it alike. */
final class BakeWords {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter OTHERWISE =
            DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH);

    private BakeWords() {}

    /** As in {@code baking until 14:30 UTC}; null where nothing bakes. */
    static @Nullable String of(@Nullable Instant until, Instant now) {
        if (until == null) {
            return null;
        }
        boolean today = LocalDate.ofInstant(until, ZoneOffset.UTC).equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
        Instant shown = until.plusSeconds(59);
        String time = (today ? TODAY : OTHERWISE).format(shown.atOffset(ZoneOffset.UTC));
        return until.isAfter(now) ? "baking until " + time : "baked until " + time + ", gitops verify ends it";
    }
}
