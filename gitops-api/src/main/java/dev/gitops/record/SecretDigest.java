package dev.gitops.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands for a secret's value wherever something of it must be shown or hashed: equal values of one store have equal digests, and a table of digests made elsewhere does not fit. */
public final class SecretDigest {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] salt;

    /**
     * Digests of one store.
     *
     * @param salt the store's salt ({@link dev.gitops.spi.AuditStore#salt()})
     */
    public SecretDigest(byte[] salt) {
        this.salt = salt.clone();
    }

    /**
     * The digest of a value.
     *
     * @param value the secret
     * @return {@code salted-sha256:} and 64 hexadecimal digits
     */
    public String of(byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
            return "salted-sha256:" + HexFormat.of().formatHex(mac.doFinal(value));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    /**
     * The digest of a value.
     *
     * @param value the secret
     * @return {@code salted-sha256:} and 64 hexadecimal digits
     */
    public String of(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }
}
