package dev.gitops.cluster.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys as kubeconfigs have them: PKCS #8, which Java reads, and the older forms of RSA and of elliptic curves, which are put into it here. */
final class PrivateKeys {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END");

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xA0;

    private static final byte[] RSA = {
        SEQUENCE, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };
    private static final byte[] EC = {6, 7, 42, (byte) 0x86, 72, (byte) 0xCE, 61, 2, 1};

    private PrivateKeys() {}

    /**
     * Reads a key.
     *
     * @param text the text with the key, and whatever stands around it
     * @throws GeneralSecurityException if there is none that can be used; the message says why, and nothing of the key
     */
    static PrivateKey read(byte[] text) throws GeneralSecurityException {
        Matcher pem = PEM.matcher(new String(text, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidKeySpecException("the client's key is no PEM of a private key");
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
        return switch (pem.group(1).strip()) {
            case "" -> of(der, "RSA", "EC", "EdDSA");
            case "RSA" -> of(wrap(RSA, der), "RSA");
            case "EC" -> of(wrap(tagged(SEQUENCE, EC, curve(der)), der), "EC");
            default -> throw new InvalidKeySpecException("the client's key is encrypted; give it without a password");
        };
    }

    private static PrivateKey of(byte[] der, String... algorithms) throws GeneralSecurityException {
        for (String algorithm : List.of(algorithms)) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException other) {
                continue;
            }
        }
        throw new InvalidKeySpecException("the client's key is broken, or of a kind that Java does not know");
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, new byte[] {INTEGER, 1, 0}, algorithm, tagged(OCTETS, key));
    }

    /** The name of the curve, which stands after version and number. */
    private static byte[] curve(byte[] der) throws InvalidKeySpecException {
        ByteBuffer in = ByteBuffer.wrap(der);
        in.get();
        length(in);
        while (in.remaining() > 2) {
            int tag = in.get() & 0xFF;
            byte[] value = new byte[Math.min(length(in), in.remaining())];
            in.get(value);
            if (tag == CURVE) {
                return value;
            }
        }
        throw new InvalidKeySpecException("the client's key does not name its curve");
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xFF;
        int length = first;
        if (first > 0x7F) {
            length = 0;
            for (int i = 0; i < (first & 0x7F) && i < 3; i++) {
                length = length << 8 | in.get() & 0xFF;
            }
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (length > 0x7F) {
            all.write(length > 0xFF ? 0x82 : 0x81);
        }
        if (length > 0xFF) {
            all.write(length >> 8);
        }
        all.write(length & 0xFF);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
