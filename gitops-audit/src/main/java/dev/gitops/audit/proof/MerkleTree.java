package dev.gitops.audit.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree as RFC 6962 defines it: leaves are SHA-256 of a zero byte and the record's bytes, inner nodes SHA-256 of a one byte and both children, and the left subtree of each node is the
 * largest complete one. Not for several threads at once.
 */
public final class MerkleTree {

    private static final int HASH = 32;
    private static final int FIRST_CAPACITY = 1024;

    private final MessageDigest sha256 = sha256();
    private byte[] leaves = new byte[FIRST_CAPACITY * HASH];
    private int size;

    /** An empty tree. */
    public MerkleTree() {}

    /**
     * Adds a leaf at the end.
     *
     * @param record the record's bytes
     */
    public void add(byte[] record) {
        if ((size + 1) * HASH > leaves.length) {
            leaves = Arrays.copyOf(leaves, 2 * leaves.length);
        }
        System.arraycopy(leaf(sha256, record), 0, leaves, size * HASH, HASH);
        size++;
    }

    /** {@return how many leaves there are} */
    public int size() {
        return size;
    }

    /**
     * The hash of the tree of the first leaves.
     *
     * @param leafCount how many leaves, from 0 to {@link #size()}
     * @return the root hash
     */
    public byte[] root(int leafCount) {
        check(leafCount <= size, leafCount);
        return leafCount == 0 ? sha256.digest() : root(0, leafCount);
    }

    /**
     * The proof that a leaf is in the tree of the first leaves.
     *
     * @param index the leaf's index, from 0
     * @param leafCount how many leaves
     * @return the hashes of the path, from the leaf up
     */
    public List<byte[]> inclusion(int index, int leafCount) {
        check(index < leafCount && leafCount <= size, index);
        List<byte[]> path = new ArrayList<>();
        int from = 0;
        int to = leafCount;
        while (to - from > 1) {
            int middle = from + split(to - from);
            if (index < middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /**
     * The proof that the tree of the first leaves has an older one as its beginning.
     *
     * @param older how many leaves the older tree had, at least 1
     * @param newer how many the newer one has
     * @return the hashes
     */
    public List<byte[]> consistency(int older, int newer) {
        check(older > 0 && older <= newer && newer <= size, older);
        List<byte[]> proof = new ArrayList<>();
        int from = 0;
        int to = newer;
        boolean whole = true;
        while (older < to) {
            int middle = from + split(to - from);
            if (older <= middle) {
                proof.add(0, root(middle, to));
                to = middle;
            } else {
                proof.add(0, root(from, middle));
                from = middle;
                whole = false;
            }
        }
        if (!whole) {
            proof.add(0, root(from, to));
        }
        return proof;
    }

    private byte[] root(int from, int to) {
        if (to - from == 1) {
            return Arrays.copyOfRange(leaves, from * HASH, to * HASH);
        }
        int middle = from + split(to - from);
        return node(sha256, root(from, middle), root(middle, to));
    }

    /** The largest power of two below a number of leaves. */
    private static int split(int count) {
        return Integer.highestOneBit(count - 1);
    }

    private static void check(boolean fits, int asked) {
        if (!fits) {
            throw new IndexOutOfBoundsException("the tree has no such leaves: " + asked);
        }
    }

    static byte[] leaf(MessageDigest sha256, byte[] record) {
        sha256.update((byte) 0);
        return sha256.digest(record);
    }

    static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
