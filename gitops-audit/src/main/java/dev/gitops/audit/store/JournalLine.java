package dev.gitops.audit.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A record in the journal: {@code <number from 1> <link in hexadecimal> <json>} and a line feed. */
final class JournalLine {

    private static final int LINK_DIGITS = 2 * Chain.LENGTH;
    private static final int MOST_DIGITS = 18;

    /** What a line must have before its JSON; -1 where it has not. */
    final int json;

    final long number;

    private final byte[] bytes;
    private final int from;
    private final int to;

    private JournalLine(byte[] bytes, int from, int to, int json, long number) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.json = json;
        this.number = number;
    }

    /** The line in a part of an array, its line feed left out. */
    static JournalLine parse(byte[] bytes, int from, int to) {
        long number = 0;
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - from < MOST_DIGITS) {
            number = number * 10 + (bytes[at] - '0');
            at++;
        }
        boolean numbered = at > from && bytes[from] != '0' && at < to && bytes[at] == ' ';
        int json = at + 1 + LINK_DIGITS + 1;
        if (!numbered || json > to || bytes[json - 1] != ' ') {
            return new JournalLine(bytes, from, to, -1, -1);
        }
        return new JournalLine(bytes, from, to, json, number);
    }

    static void write(ByteArrayOutputStream out, long number, byte[] link, byte[] json) {
        out.writeBytes((number + " " + HexFormat.of().formatHex(link) + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json);
        out.write('\n');
    }

    boolean wellFormed() {
        return json >= 0;
    }

    /** The link that this record has by its content. */
    byte[] link(Chain chain, byte[] previous) {
        return chain.next(previous, bytes, json, to - json);
    }

    /** Whether the line carries a link, written as this store writes it. */
    boolean carries(byte[] link) {
        byte[] digits = HexFormat.of().formatHex(link).getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, json - 1 - LINK_DIGITS, json - 1, digits, 0, LINK_DIGITS);
    }

    byte[] record() {
        return Arrays.copyOfRange(bytes, json, to);
    }

    /** The record's id; empty where the line has none. */
    String id() {
        return wellFormed() ? RecordIds.in(bytes, json, to) : "";
    }

    /** The line's beginning, for a message. */
    String excerpt() {
        String text = new String(bytes, from, Math.min(to - from, 60), StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
