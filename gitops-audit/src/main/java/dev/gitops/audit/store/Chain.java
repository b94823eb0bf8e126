package dev.gitops.audit.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chain of hashes that ties each record to all before it: the link of a record is SHA-256 over the link before and the record's RFC 6962 leaf hash. For one thread.
 */
final class Chain {

    /** How many bytes a link has. */
    static final int LENGTH = 32;

    private static final byte LEAF = 0;

    private final MessageDigest sha256;

    Chain() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** What the first record is tied to. */
    byte[] start() {
        return sha256.digest("gitops audit trail 1".getBytes(StandardCharsets.US_ASCII));
    }

    /** The link of the record that stands in a part of an array. */
    byte[] next(byte[] previous, byte[] bytes, int from, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, from, length);
        byte[] leaf = sha256.digest();
        sha256.update(previous);
        return sha256.digest(leaf);
    }

    byte[] next(byte[] previous, byte[] record) {
        return next(previous, record, 0, record.length);
    }
}
