package dev.gitops.audit.proof;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Signatures as OpenSSH's {@code PROTOCOL.sshsig} describes them, which Git checks with {@code gpg.format = ssh}. */
final class SshSignature {

    private static final String MAGIC = "SSHSIG";
    private static final String KEY_TYPE = "ssh-ed25519";
    private static final String NAMESPACE = "git";
    private static final String HASH = "sha512";
    private static final int LINE = 70;

    private SshSignature() {}

    /** The armoured signature of a tag or commit. */
    static String of(byte[] message, AuditKey key) {
        byte[] toSign = bytes(out -> {
            out.write(ascii(MAGIC));
            string(out, ascii(NAMESPACE));
            string(out, new byte[0]);
            string(out, ascii(HASH));
            string(out, sha512(message));
        });
        byte[] signature = bytes(out -> {
            string(out, ascii(KEY_TYPE));
            string(out, key.sign(toSign));
        });
        byte[] blob = bytes(out -> {
            out.write(ascii(MAGIC));
            out.writeInt(1);
            string(out, publicKey(key));
            string(out, ascii(NAMESPACE));
            string(out, new byte[0]);
            string(out, ascii(HASH));
            string(out, signature);
        });
        return "-----BEGIN SSH SIGNATURE-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(blob)
                + "\n-----END SSH SIGNATURE-----\n";
    }

    private static byte[] publicKey(AuditKey key) {
        return bytes(out -> {
            string(out, ascii(KEY_TYPE));
            string(out, key.publicBytes());
        });
    }

    /** The key as a line of an {@code authorized_keys} or {@code allowed_signers} file has it. */
    static String authorizedKey(AuditKey key) {
        return KEY_TYPE + " " + Base64.getEncoder().encodeToString(publicKey(key));
    }

    private static void string(DataOutputStream out, byte[] content) throws IOException {
        out.writeInt(content.length);
        out.write(content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sha512(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-512", e);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
