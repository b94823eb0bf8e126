package dev.gitops.audit.metrics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Numbers that stand for texts, so that millions of them fit into memory: the first 64 bits of their SHA-256. For one thread. */
final class Fingerprints {

    private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DIGIT_BITS = 5;

    private final MessageDigest sha256;

    Fingerprints() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    long of(String text) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
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
