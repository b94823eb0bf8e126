package dev.gitops.audit.proof;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.record.RecordSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Ed25519 key for checkpoints and records, as {@code openssl genpkey -algorithm ed25519} makes it: with the private part to sign, or the public part alone to check.
 */
public final class AuditKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int RAW = 32;

    private final Optional<PrivateKey> privateKey;
    private final PublicKey publicKey;

    private AuditKey(Optional<PrivateKey> privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The key that the environment gives: {@code GITOPS_AUDIT_KEY} (to sign and check), else {@code GITOPS_AUDIT_PUBLIC_KEY} (to check). Each is PEM, or the path of a PEM file.
     *
     * @param environment the variables
     * @return the key; empty where neither is set
     */
    public static Optional<AuditKey> of(Map<String, String> environment) {
        return variable(environment, "GITOPS_AUDIT_KEY").or(() -> variable(environment, "GITOPS_AUDIT_PUBLIC_KEY"));
    }

    private static Optional<AuditKey> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> value.contains("-----BEGIN") ? parse(value, name) : read(Path.of(value.strip()), name));
    }

    /**
     * Reads a key file.
     *
     * @param file a PEM file
     * @return the key
     */
    public static AuditKey read(Path file) {
        return read(file, file.toString());
    }

    private static AuditKey read(Path file, String name) {
        try {
            return parse(Files.readString(file), name + " (" + file + ")");
        } catch (IOException e) {
            throw refuse(name, "cannot be read from " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a key.
     *
     * @param pem PKCS #8 ({@code PRIVATE KEY}) or SubjectPublicKeyInfo ({@code PUBLIC KEY}) in PEM
     * @param name what to call it in messages
     * @return the key
     * @throws InvalidInputException if it is no Ed25519 key
     */
    public static AuditKey parse(String pem, String name) {
        boolean secret = pem.contains("PRIVATE KEY-----");
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(body);
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            if (!secret) {
                return new AuditKey(Optional.empty(), keys.generatePublic(new X509EncodedKeySpec(der)));
            }
            PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(der));
            return new AuditKey(Optional.of(privateKey), publicOf(privateKey));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw refuse(name, "is no Ed25519 key in PEM", e);
        }
    }

    private static InvalidInputException refuse(String name, String why, Exception cause) {
        return new InvalidInputException(
                "the key of the audit trail",
                List.of(Problem.of(
                        name, null, why, "make one with: openssl genpkey -algorithm ed25519 -out audit.key")),
                cause);
    }

    /** The JDK makes a pair from 32 random bytes that are the private key; given ours, it makes our pair. */
    private static PublicKey publicOf(PrivateKey privateKey) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) privateKey)
                .getBytes()
                .orElseThrow(() -> new InvalidKeySpecException("the private key has no bytes"));
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(ALGORITHM);
        pairs.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return pairs.generateKeyPair().getPublic();
    }

    /** {@return whether it can sign} */
    public boolean canSign() {
        return privateKey.isPresent();
    }

    /** {@return the 32 bytes of the public key} */
    public byte[] publicBytes() {
        byte[] der = publicKey.getEncoded();
        return Arrays.copyOfRange(der, der.length - RAW, der.length);
    }

    /** {@return the public key as PEM, to give to who checks} */
    public String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /**
     * Signs a record.
     *
     * @param record the record, all secrets taken out
     * @return it with its signature
     */
    public DeploymentRecord sign(DeploymentRecord record) {
        return RecordSignature.sign(record, privateKey.orElseThrow(() -> cannotSign()));
    }

    private static InvalidInputException cannotSign() {
        return refuse(
                "GITOPS_AUDIT_KEY",
                "is needed to sign; only the public key is there",
                new IllegalStateException("no private key"));
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey.orElseThrow(() -> cannotSign()));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime since 15 has " + ALGORITHM, e);
        }
    }

    boolean verifies(byte[] message, byte[] signed) {
        // The JDK takes a longer one too where what is behind is zero.
        if (signed.length != 2 * RAW) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
