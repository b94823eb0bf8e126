package dev.gitops.audit.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a text, so that a million of them fit into memory: the beginning of its SHA-256.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
record Fingerprint(long high, long low) {

    private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DIGIT_BITS = 5;

    /** Makes fingerprints; for one thread. */
    static final class Maker {
        private final MessageDigest sha256;

        Maker() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has SHA-256", e);
            }
        }

        Fingerprint of(String text) {
            ByteBuffer hash = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Fingerprint(hash.getLong(), hash.getLong());
        }
    }

    /** The 128 bits of a ULID, which sort as it does. */
    static Fingerprint ofUlid(String id) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < id.length(); i++) {
            high = high << DIGIT_BITS | low >>> Long.SIZE - DIGIT_BITS;
            low = low << DIGIT_BITS | Math.max(0, ULID_DIGITS.indexOf(id.charAt(i)));
        }
        return new Fingerprint(high, low);
    }

    int compare(Fingerprint other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}
