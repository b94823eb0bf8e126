package dev.gitops.audit.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Proofs as JSON documents that hold all that is needed to check them but the public key. */
public final class ProofJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ALGORITHM = "RFC 6962 Merkle tree, SHA-256; checkpoint: C2SP signed note, Ed25519";

    private ProofJson() {}

    static String inclusion(byte[] record, long index, List<byte[]> path, Checkpoint checkpoint) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("proof", "inclusion");
        json.put("algorithm", ALGORITHM);
        json.put("index", index);
        json.put("record", new String(record, StandardCharsets.UTF_8));
        hashes(json, path);
        json.put("checkpoint", checkpoint.note());
        return json.toPrettyString() + "\n";
    }

    static String consistency(Checkpoint older, Checkpoint newer, List<byte[]> path) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("proof", "consistency");
        json.put("algorithm", ALGORITHM);
        hashes(json, path);
        json.put("older", older.note());
        json.put("checkpoint", newer.note());
        return json.toPrettyString() + "\n";
    }

    private static void hashes(ObjectNode json, List<byte[]> path) {
        ArrayNode hashes = json.putArray("hashes");
        path.forEach(hash -> hashes.add(Base64.getEncoder().encodeToString(hash)));
    }

    /**
     * Checks a proof without any store.
     *
     * @param proof the JSON document
     * @param key the key that signs the trail's checkpoints
     * @return true if the checkpoints are signed by the key and the proof holds
     * @throws InvalidInputException if it is no proof
     */
    public static boolean check(String proof, AuditKey key) {
        try {
            JsonNode json = MAPPER.readTree(proof);
            Checkpoint checkpoint = Checkpoint.parse(json.path("checkpoint").asText());
            List<byte[]> path = new ArrayList<>();
            json.path("hashes").forEach(hash -> path.add(Base64.getDecoder().decode(hash.asText())));
            if (!checkpoint.signedBy(key)) {
                return false;
            }
            if (json.path("proof").asText().equals("inclusion")) {
                byte[] record = json.path("record").asText().getBytes(StandardCharsets.UTF_8);
                long index = json.path("index").asLong(-1);
                return MerkleProof.includes(record, index, checkpoint.size(), path, checkpoint.root());
            }
            Checkpoint older = Checkpoint.parse(json.path("older").asText());
            return older.signedBy(key)
                    && older.origin().equals(checkpoint.origin())
                    && MerkleProof.continues(older.size(), older.root(), checkpoint.size(), checkpoint.root(), path);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "the proof", List.of(Problem.of("proof", null, "is not JSON as gitops audit writes it", null)), e);
        }
    }

    /**
     * What a proof states, in words: true where {@link #check} says so.
     *
     * @param proof the JSON document
     * @return one sentence without a full stop
     * @throws InvalidInputException if it is no proof
     */
    public static String statement(String proof) {
        try {
            JsonNode json = MAPPER.readTree(proof);
            Checkpoint checkpoint = Checkpoint.parse(json.path("checkpoint").asText());
            String trail = checkpoint.size() + " records of " + checkpoint.origin();
            if (json.path("proof").asText().equals("inclusion")) {
                JsonNode record = MAPPER.readTree(json.path("record").asText());
                return "record " + record.path("id").asText() + " is number "
                        + (json.path("index").asLong() + 1) + " of the " + trail;
            }
            Checkpoint older = Checkpoint.parse(json.path("older").asText());
            return "the " + trail + " begin with the " + older.size() + " of before";
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    "the proof", List.of(Problem.of("proof", null, "is not JSON as gitops audit writes it", null)), e);
        }
    }

    static InvalidInputException noKey() {
        return new InvalidInputException(
                "the audit trail",
                List.of(Problem.of(
                        "GITOPS_AUDIT_KEY",
                        null,
                        "is not set, and a checkpoint needs a key that signs",
                        "make one with: openssl genpkey -algorithm ed25519 -out audit.key")));
    }
}
