package dev.gitops.audit.proof;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The root hash of a {@link MerkleTree} that grows, in the memory of a few hashes: only the complete subtrees that are not part of a larger one are kept. Not for several threads at once.
 */
final class MerkleFrontier {

    private final MessageDigest sha256 = MerkleTree.sha256();
    private final Deque<Subtree> complete = new ArrayDeque<>();
    private long size;

    @SuppressWarnings("ArrayRecordComponent")
    private record Subtree(long size, byte[] hash) {}

    /** Adds a leaf by its hash. */
    void add(byte[] leaf) {
        Subtree last = new Subtree(1, leaf);
        while (!complete.isEmpty() && complete.peek().size() == last.size()) {
            Subtree left = complete.pop();
            last = new Subtree(2 * last.size(), MerkleTree.node(sha256, left.hash(), last.hash()));
        }
        complete.push(last);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (complete.isEmpty()) {
            return sha256.digest();
        }
        Iterator<Subtree> fromTheRight = complete.iterator();
        byte[] root = fromTheRight.next().hash();
        while (fromTheRight.hasNext()) {
            root = MerkleTree.node(sha256, fromTheRight.next().hash(), root);
        }
        return root;
    }
}
