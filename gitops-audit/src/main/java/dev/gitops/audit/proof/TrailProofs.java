package dev.gitops.audit.proof;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStore.Verification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks and proves a trail, whatever store keeps it. */
public final class TrailProofs {

    private static final String CHECKPOINTS = "checkpoints";

    private final AuditStore store;
    private final Optional<AuditKey> key;

    /**
     * The proofs of a store.
     *
     * @param store the store
     * @param key the key of its checkpoints; empty to do without
     */
    public TrailProofs(AuditStore store, Optional<AuditKey> key) {
        this.store = store;
        this.key = key;
    }

    /** {@return what checkpoints call this store} */
    public String origin() {
        byte[] digest = MerkleTree.sha256().digest(store.makeSalt());
        return "gitops.dev/audit/" + HexFormat.of().formatHex(digest, 0, 8);
    }

    /**
     * Checks everything: the store's own chain, then its records against every checkpoint that the store or somebody outside has kept.
     *
     * @param outside checkpoints that were kept outside of the store, which alone can show that the newest records were cut off
     * @return whether all is whole, and the first problem
     */
    public Verification verify(List<Checkpoint> outside) {
        Verification chain = store.verify();
        if (!chain.valid()) {
            return chain;
        }
        List<Checkpoint> checkpoints = new ArrayList<>(outside);
        try {
            store.notes(CHECKPOINTS).forEach(line -> checkpoints.add(Checkpoint.ofLine(line)));
        } catch (InvalidInputException e) {
            return Verification.broken(chain.records(), "a checkpoint in the store was altered: " + e.getMessage());
        }
        if (checkpoints.isEmpty()) {
            return chain;
        }
        checkpoints.sort(Comparator.comparingLong(Checkpoint::size));
        String origin = origin();
        Roots roots = roots(checkpoints.stream().map(Checkpoint::size).collect(Collectors.toSet()));
        for (Checkpoint checkpoint : checkpoints) {
            Optional<String> problem = problem(checkpoint, origin, roots);
            if (problem.isPresent()) {
                return Verification.broken(roots.size(), problem.get());
            }
        }
        return chain;
    }

    private Optional<String> problem(Checkpoint checkpoint, String origin, Roots roots) {
        String name = "the checkpoint of " + checkpoint.size() + " records";
        if (!checkpoint.origin().equals(origin)) {
            return Optional.of(name + " is of another store: " + checkpoint.origin() + ", this is " + origin);
        }
        if (key.isPresent() && !checkpoint.signedBy(key.get())) {
            return Optional.of(name + " is not signed by the key of this trail");
        }
        if (checkpoint.size() > roots.size()) {
            return Optional.of("the newest records were removed: " + name + " was signed, but " + roots.size()
                    + " are there; the first that is missing is number " + (roots.size() + 1));
        }
        byte[] root = roots.of().get(checkpoint.size());
        return MessageDigest.isEqual(root, checkpoint.root())
                ? Optional.empty()
                : Optional.of(
                        "one of the first " + checkpoint.size()
                                + " records is not the one that was there when their checkpoint was signed: the trail was rewritten");
    }

    /**
     * Root hashes of the trail.
     *
     * @param size how many records the trail has
     * @param last the root hash of all of them
     * @param of the root hashes by size, of the sizes that were asked for
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Roots(long size, byte[] last, Map<Long, byte[]> of) {}

    /** Reads the trail once; leaves are hashed on all processors, and no more of the tree than its edge is in memory. */
    private Roots roots(Set<Long> sizes) {
        MerkleFrontier frontier = new MerkleFrontier();
        Map<Long, byte[]> roots = new HashMap<>(Map.of(0L, frontier.root()));
        ReadAhead<byte[], byte[]> leaves = new ReadAhead<>(json -> MerkleTree.leaf(MerkleTree.sha256(), json), leaf -> {
            frontier.add(leaf);
            if (sizes.contains(frontier.size())) {
                roots.put(frontier.size(), frontier.root());
            }
            return true;
        });
        store.read(0, (index, json) -> leaves.add(json));
        leaves.finish();
        return new Roots(frontier.size(), frontier.root(), roots);
    }

    private MerkleTree tree() {
        MerkleTree tree = new MerkleTree();
        store.read(0, (index, json) -> {
            tree.add(json);
            return true;
        });
        return tree;
    }

    /**
     * Signs a checkpoint of the trail as it is, and notes it in the store. Keep a copy elsewhere.
     *
     * @return the checkpoint
     * @throws dev.gitops.api.InvalidInputException if there is no key that can sign
     * @throws RecordStoreException if the trail is not whole
     */
    public Checkpoint checkpoint() {
        Verification found = verify(List.of());
        if (!found.valid()) {
            throw new RecordStoreException(
                    "cannot sign a checkpoint of a trail that is not whole: " + found.firstProblem(), null, false);
        }
        AuditKey signing = key.filter(AuditKey::canSign).orElseThrow(ProofJson::noKey);
        Roots roots = roots(Set.of());
        Checkpoint checkpoint = Checkpoint.sign(origin(), roots.size(), roots.last(), signing);
        store.note(CHECKPOINTS, List.of(checkpoint.line()));
        return checkpoint;
    }

    /** {@return the newest checkpoint that the store has noted} */
    public Optional<Checkpoint> lastCheckpoint() {
        return store.notes(CHECKPOINTS).stream()
                .map(Checkpoint::ofLine)
                .max(Comparator.comparingLong(Checkpoint::size));
    }

    /**
     * A checkpoint that the store has noted.
     *
     * @param size of how many records
     * @return the checkpoint; empty where none was signed of so many
     */
    public Optional<Checkpoint> checkpointOf(long size) {
        return store.notes(CHECKPOINTS).stream()
                .map(Checkpoint::ofLine)
                .filter(checkpoint -> checkpoint.size() == size)
                .findFirst();
    }

    /**
     * The proof that a record is in the trail of a checkpoint.
     *
     * @param recordId the record's id
     * @param checkpoint a checkpoint that is not older than the record
     * @return a JSON document that {@link ProofJson#check} and {@code check_proof.py} check without the store
     * @throws RecordStoreException if the record is not there, or the trail is not that of the checkpoint
     */
    public String inclusion(String recordId, Checkpoint checkpoint) {
        MerkleTree tree = new MerkleTree();
        int[] index = {-1};
        byte[][] record = {new byte[0]};
        String needle = "\"id\":\"" + recordId + "\"";
        if (checkpoint.size() > 0) {
            store.read(0, (at, json) -> {
                if (index[0] < 0
                        && new String(json, StandardCharsets.UTF_8).contains(needle)
                        && RecordJson.read(json).id().equals(recordId)) {
                    index[0] = tree.size();
                    record[0] = json;
                }
                tree.add(json);
                return tree.size() < checkpoint.size();
            });
        }
        checkThat(checkpoint, tree);
        if (index[0] < 0) {
            throw new RecordStoreException(
                    "record " + recordId + " is not among the first " + checkpoint.size()
                            + " records of the trail; sign a newer checkpoint",
                    null,
                    false);
        }
        return ProofJson.inclusion(record[0], index[0], tree.inclusion(index[0], (int) checkpoint.size()), checkpoint);
    }

    /**
     * The proof that the trail of a checkpoint begins with that of an older one.
     *
     * @param older the older checkpoint, of at least one record
     * @param newer the newer one
     * @return a JSON document
     * @throws InvalidInputException if the checkpoints are not an older and a newer one of this store
     * @throws RecordStoreException if the trail is not that of the checkpoints
     */
    public String consistency(Checkpoint older, Checkpoint newer) {
        if (older.size() < 1 || older.size() > newer.size()) {
            throw new InvalidInputException(
                    "the checkpoints",
                    List.of(Problem.of(
                            "checkpoint",
                            older.size() + " and " + newer.size() + " records",
                            "are not an older one of at least one record and a newer one",
                            "give the older one first")));
        }
        MerkleTree tree = tree();
        checkThat(older, tree);
        checkThat(newer, tree);
        return ProofJson.consistency(older, newer, tree.consistency((int) older.size(), (int) newer.size()));
    }

    /** A proof from a trail that is not the checkpoint's would not hold; better to say so here than to let it fail elsewhere. */
    private void checkThat(Checkpoint checkpoint, MerkleTree tree) {
        if (!checkpoint.origin().equals(origin())
                || checkpoint.size() > tree.size()
                || !MessageDigest.isEqual(tree.root((int) checkpoint.size()), checkpoint.root())) {
            throw new RecordStoreException(
                    "the trail does not begin with the " + checkpoint.size() + " records that the checkpoint of "
                            + checkpoint.origin() + " was signed for; run gitops audit verify with that checkpoint",
                    null,
                    false);
        }
    }
}
