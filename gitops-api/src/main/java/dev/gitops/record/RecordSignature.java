package dev.gitops.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signature of a record: Ed25519 over its JSON without the signature, every object's keys sorted, so that it holds whatever version of this SDK writes the record down again. A signed record says
 * who was able to write it; whoever may only push a branch is not.
 */
public final class RecordSignature {

    private static final String ALGORITHM = "Ed25519";
    private static final String FORM = "ed25519:";
    private static final int LENGTH = 64;

    /** Keeps a signature of a record from being one of anything else. */
    private static final byte[] PURPOSE = "gitops.dev/record/v1\n".getBytes(StandardCharsets.US_ASCII);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RecordSignature() {}

    /**
     * Signs a record.
     *
     * @param record the record, all secrets taken out
     * @param key an Ed25519 key
     * @return the record with its signature, in place of any it had
     */
    public static DeploymentRecord sign(DeploymentRecord record, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            update(signature, record);
            return DeploymentRecord.builder()
                    .from(record)
                    .signature(FORM + Base64.getEncoder().encodeToString(signature.sign()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime since 15 has " + ALGORITHM, e);
        }
    }

    /**
     * Whether one of some keys has signed a record.
     *
     * @param record the record
     * @param keys public Ed25519 keys
     * @return true if its signature is one of theirs
     */
    public static boolean holds(DeploymentRecord record, Collection<PublicKey> keys) {
        Optional<byte[]> signed = record.signature().flatMap(RecordSignature::bytes);
        return signed.isPresent() && keys.stream().anyMatch(key -> verifies(record, signed.get(), key));
    }

    private static boolean verifies(DeploymentRecord record, byte[] signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            update(signature, record);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void update(Signature signature, DeploymentRecord record) throws GeneralSecurityException {
        signature.update(PURPOSE);
        signature.update(canonical(record));
    }

    private static Optional<byte[]> bytes(String text) {
        if (!text.startsWith(FORM)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text.substring(FORM.length())))
                    .filter(signed -> signed.length == LENGTH);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] canonical(DeploymentRecord record) {
        DeploymentRecord bare = DeploymentRecord.builder()
                .from(record)
                .signature(Optional.empty())
                .build();
        try {
            return MAPPER.writeValueAsBytes(sorted(MAPPER.readTree(RecordJson.write(bare))));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return MAPPER.createObjectNode().setAll(fields);
        }
        if (node.isArray()) {
            var items = MAPPER.createArrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node;
    }

    /**
     * A public key as an inventory names it.
     *
     * @param text the Base64 of its DER form, which is the body of its PEM file
     * @return the key
     * @throws InvalidInputException if it is no Ed25519 key
     */
    public static PublicKey publicKey(String text) {
        try {
            byte[] der = Base64.getDecoder().decode(text);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "the key of the audit trail",
                    List.of(Problem.of("audit.keys", text, "is no public Ed25519 key", null)),
                    e);
        }
    }
}
