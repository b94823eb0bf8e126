package dev.gitops.forge.github;

import dev.gitops.forge.Credentials;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an RSA key from PEM: as GitHub gives it (PKCS #1), which Java does not read, or as PKCS #8. */
final class RsaKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PRIVATE KEY-----");

    /** Version 0, and the algorithm rsaEncryption without parameters. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private RsaKey() {}

    static PrivateKey read(String variable, String pem) {
        // A secret that came through a one-line field has its line ends written out.
        Matcher found = PEM.matcher(pem.replace("\\n", "\n"));
        if (found.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(found.group(2));
                byte[] wrapped = found.group(1) == null ? der : wrapped(der);
                return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapped));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // told below, without the key
            }
        }
        throw Credentials.invalid(
                variable,
                "holds no RSA private key in PEM without a password",
                "use the file that GitHub gave when the App's key was made");
    }

    private static byte[] wrapped(byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.writeBytes(element(OCTET_STRING, key));
        return element(SEQUENCE, inner.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.length;
        if (length < 0x80) {
            element.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            element.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                element.write(length >> (8 * i));
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}
