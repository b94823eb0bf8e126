package dev.gitops.audit.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Numbers that stand for texts, so that millions of them fit into memory: 64 bits of a hash, of which Git's ids are made already. */
final class Fingerprints {

    private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DIGIT_BITS = 5;
    private static final int HEX_DIGITS = 16;
    private static final int SHORTEST_ID = 40;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    });

    private Fingerprints() {}

    static long of(String text) {
        byte[] hash = SHA256.get().digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    /** Of a commit: the beginning of its id, where it is a whole one in hexadecimal. */
    static long ofCommit(String id) {
        if (id.length() < SHORTEST_ID) {
            return of(id);
        }
        long bits = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = Character.digit(id.charAt(i), HEX_DIGITS);
            if (digit < 0) {
                return of(id);
            }
            bits = bits << 4 | digit;
        }
        return bits;
    }

    /** The low 64 bits of a ULID: ids of one maker and millisecond sort by them, unsigned, as they were made. */
    static long ofUlid(String id) {
        long low = 0;
        for (int i = 0; i < id.length(); i++) {
            low = low << DIGIT_BITS | Math.max(0, ULID_DIGITS.indexOf(id.charAt(i)));
        }
        return low;
    }
}
