package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

    private static KeyPair make(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    private static byte[] pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return ("a comment\n-----BEGIN " + kind + "PRIVATE KEY-----\n" + text + "\n-----END " + kind
                        + "PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What is inside the last octet string of PKCS #8: the older form of the key. */
    private static byte[] inner(byte[] pkcs8) {
        ByteBuffer in = ByteBuffer.wrap(pkcs8);
        next(in);
        skip(in);
        skip(in);
        byte[] inner = new byte[next(in)];
        in.get(inner);
        return inner;
    }

    private static void skip(ByteBuffer in) {
        int length = next(in);
        in.position(in.position() + length);
    }

    private static int next(ByteBuffer in) {
        in.get();
        int first = in.get() & 0xFF;
        int length = first > 0x7F ? 0 : first;
        for (int i = 0; first > 0x7F && i < (first & 0x7F); i++) {
            length = length << 8 | in.get() & 0xFF;
        }
        return length;
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "Ed25519, 0"})
    void theUsualFormIsReadForEveryAlgorithm(String algorithm, int size) throws GeneralSecurityException {
        PrivateKey key = make(algorithm, size).getPrivate();

        assertThat(PrivateKeys.read(pem("", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void theOlderFormOfRsaIsRead() throws GeneralSecurityException {
        PrivateKey key = make("RSA", 2048).getPrivate();

        assertThat(PrivateKeys.read(pem("RSA ", inner(key.getEncoded()))).getEncoded())
                .isEqualTo(key.getEncoded());
    }

    /** As openssl writes it with {@code ec -in}: version, number, the curve's name. */
    @Test
    void theOlderFormOfACurveIsRead() throws GeneralSecurityException {
        PrivateKey key = make("EC", 256).getPrivate();
        byte[] bare = inner(key.getEncoded());
        byte[] number = Arrays.copyOfRange(bare, 7, 7 + 32);
        byte[] curve = {(byte) 0xA0, 10, 6, 8, 42, (byte) 0x86, 72, (byte) 0xCE, 61, 3, 1, 7};
        ByteBuffer der = ByteBuffer.allocate(2 + 3 + 2 + 32 + curve.length);
        der.put(new byte[] {0x30, (byte) (der.capacity() - 2), 2, 1, 1, 4, 32})
                .put(number)
                .put(curve);

        assertThat(((ECPrivateKey) PrivateKeys.read(pem("EC ", der.array()))).getS())
                .isEqualTo(((ECPrivateKey) key).getS());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ENCRYPTED ", "RSA ", "EC "})
    void whatIsBrokenIsRefusedWithoutAWordOfTheKey(String kind) {
        byte[] broken = pem(kind, "not a key at all, but secret".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> PrivateKeys.read(broken))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageStartingWith("the client's key")
                .hasMessageNotContaining("secret");
    }
}
