package dev.gitops.audit.proof;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A statement, signed with Ed25519, of how many records a trail has and which: the text that C2SP's {@code tlog-checkpoint} and {@code signed-note} describe, so that tools of transparency logs
 * can read it.
 *
 * @param origin names the store
 * @param size how many records
 * @param root the root hash of their Merkle tree
 * @param note the whole text, with its signature
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(String origin, long size, byte[] root, String note) {

    private static final int KEY_ID = 4;
    private static final byte ED25519 = 1;

    /**
     * Signs a checkpoint.
     *
     * @param origin names the store; one line without spaces or a plus sign
     * @param size how many records
     * @param root the root hash
     * @param key a key that can sign
     * @return the checkpoint
     */
    static Checkpoint sign(String origin, long size, byte[] root, AuditKey key) {
        String text = text(origin, size, root);
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] id = keyId(origin, key);
        byte[] both = Arrays.copyOf(id, KEY_ID + signature.length);
        System.arraycopy(signature, 0, both, KEY_ID, signature.length);
        return new Checkpoint(
                origin,
                size,
                root,
                text + "\n\u2014 " + origin + " " + Base64.getEncoder().encodeToString(both) + "\n");
    }

    private static String text(String origin, long size, byte[] root) {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    private static byte[] keyId(String name, AuditKey key) {
        MessageDigest sha256 = MerkleTree.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(ED25519);
        return Arrays.copyOf(sha256.digest(key.publicBytes()), KEY_ID);
    }

    /**
     * Reads a checkpoint. Its signature is not checked yet.
     *
     * @param note the text
     * @return the checkpoint
     * @throws InvalidInputException if it is none
     */
    public static Checkpoint parse(String note) {
        String[] lines = note.split("\n", -1);
        try {
            if (lines.length >= 5 && lines[3].isEmpty() && lines[4].startsWith("\u2014 ")) {
                byte[] root = Base64.getDecoder().decode(lines[2]);
                Checkpoint checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), root, note);
                if (text(checkpoint.origin, checkpoint.size, root)
                        .equals(note.substring(0, note.indexOf("\n\n") + 1))) {
                    return checkpoint;
                }
            }
        } catch (IllegalArgumentException e) {
            throw refuse(note);
        }
        throw refuse(note);
    }

    private static InvalidInputException refuse(String note) {
        return new InvalidInputException(
                "the checkpoint",
                List.of(Problem.of(
                        "checkpoint",
                        note,
                        "is no signed checkpoint",
                        "give the file as it was written, line feeds included")));
    }

    /**
     * Whether a key has signed it.
     *
     * @param key the key
     * @return true if one of its signatures is that key's
     */
    public boolean signedBy(AuditKey key) {
        byte[] text = text(origin, size, root).getBytes(StandardCharsets.UTF_8);
        byte[] id = keyId(origin, key);
        return note.lines()
                .skip(4)
                .map(line -> signature(line, id))
                .flatMap(Optional::stream)
                .anyMatch(signature -> key.verifies(text, signature));
    }

    private Optional<byte[]> signature(String line, byte[] id) {
        String start = "\u2014 " + origin + " ";
        if (!line.startsWith(start)) {
            return Optional.empty();
        }
        try {
            String encoded = line.substring(start.length());
            byte[] both = Base64.getDecoder().decode(encoded);
            // The decoder passes over the bits behind the last byte, so that several texts would be one signature.
            boolean canonical = Base64.getEncoder().encodeToString(both).equals(encoded);
            return canonical && both.length > KEY_ID && Arrays.equals(both, 0, KEY_ID, id, 0, KEY_ID)
                    ? Optional.of(Arrays.copyOfRange(both, KEY_ID, both.length))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return the text on one line, as stores note it} */
    String line() {
        return note.replace("\n", "\\n");
    }

    static Checkpoint ofLine(String line) {
        return parse(line.replace("\\n", "\n"));
    }
}
