package dev.gitops.audit.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a journal's writer has acknowledged: it tells a tail that was torn by a crash from one that was cut off.
 *
 * @param count how many records
 * @param size how many bytes of the journal
 * @param link the last record's link
 */
record Head(
        long count,
        long size,
        @SuppressWarnings("ArrayRecordComponent") byte[] link) {

    /** How many bytes the text of a head has. */
    static final int LENGTH = 19 + 1 + 19 + 1 + 64 + 1;

    private static final Pattern FORM = Pattern.compile("(\\d{19}) (\\d{19}) ([0-9a-f]{64})\n");

    byte[] bytes() {
        return String.format("%019d %019d %s%n", count, size, HexFormat.of().formatHex(link))
                .replace("\r", "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<Head> parse(byte[] bytes) {
        Matcher form = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Head(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                HexFormat.of().parseHex(form.group(3))));
    }
}
