package dev.gitops.audit.proof;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Keys to test with. */
public final class TestKeys {

    private TestKeys() {}

    /** {@return a new private key in PEM} */
    public static String pem() {
        try {
            byte[] der = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a new key} */
    public static AuditKey key() {
        return AuditKey.parse(pem(), "test");
    }
}
