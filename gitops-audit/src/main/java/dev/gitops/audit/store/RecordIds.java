package dev.gitops.audit.store;

import dev.gitops.record.Ulid;
import java.nio.charset.StandardCharsets;

/** The id of a record by its place in the bytes, so that checking a million records needs no JSON parser. */
final class RecordIds {

    private static final String FIELD = "\"id\":\"";
    private static final int NEAR = 40;

    private RecordIds() {}

    /** The id in a part of an array; empty where it does not stand where this SDK writes it. */
    static String in(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, NEAR + FIELD.length() + Ulid.LENGTH);
        String start = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        int at = start.indexOf(FIELD) + FIELD.length();
        if (at < FIELD.length() || at + Ulid.LENGTH > start.length()) {
            return "";
        }
        String id = start.substring(at, at + Ulid.LENGTH);
        return Ulid.isUlid(id) ? id : "";
    }
}
