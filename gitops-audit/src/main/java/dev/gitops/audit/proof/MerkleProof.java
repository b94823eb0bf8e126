package dev.gitops.audit.proof;

import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks proofs without the tree, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which hold for RFC 6962 too. */
public final class MerkleProof {

    private MerkleProof() {}

    /**
     * Whether a record is in a tree.
     *
     * @param record the record's bytes
     * @param index its index
     * @param size how many leaves the tree has
     * @param path the hashes of the proof
     * @param root the tree's root hash
     * @return true if the proof holds
     */
    public static boolean includes(byte[] record, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        MessageDigest sha256 = MerkleTree.sha256();
        byte[] hash = MerkleTree.leaf(sha256, record);
        long node = index;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleTree.node(sha256, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleTree.node(sha256, hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(hash, root);
    }

    /**
     * Whether a tree has an older one as its beginning.
     *
     * @param older how many leaves the older tree has
     * @param olderRoot its root hash
     * @param newer how many leaves the newer tree has
     * @param newerRoot its root hash
     * @param proof the hashes of the proof
     * @return true if the proof holds
     */
    public static boolean continues(long older, byte[] olderRoot, long newer, byte[] newerRoot, List<byte[]> proof) {
        if (older <= 0 || older > newer) {
            return false;
        }
        if (older == newer) {
            return proof.isEmpty() && MessageDigest.isEqual(olderRoot, newerRoot);
        }
        Iterator<byte[]> hashes = proof.iterator();
        byte[] first = Long.bitCount(older) == 1 ? olderRoot : next(hashes);
        if (first == null) {
            return false;
        }
        MessageDigest sha256 = MerkleTree.sha256();
        long node = older - 1;
        long last = newer - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] oldHash = first;
        byte[] newHash = first;
        while (hashes.hasNext()) {
            byte[] hash = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = MerkleTree.node(sha256, hash, oldHash);
                newHash = MerkleTree.node(sha256, hash, newHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newHash = MerkleTree.node(sha256, newHash, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && MessageDigest.isEqual(oldHash, olderRoot) && MessageDigest.isEqual(newHash, newerRoot);
    }

    private static byte @Nullable [] next(Iterator<byte[]> hashes) {
        return hashes.hasNext() ? hashes.next() : null;
    }
}
