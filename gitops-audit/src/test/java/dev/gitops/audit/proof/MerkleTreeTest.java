package dev.gitops.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int MOST = 40;

    private final MerkleTree tree = new MerkleTree();
    private final List<byte[]> records = new ArrayList<>();

    MerkleTreeTest() {
        for (int i = 0; i < MOST; i++) {
            records.add(("record " + i).getBytes(StandardCharsets.UTF_8));
            tree.add(records.get(i));
        }
    }

    @Test
    void theRootsAreThoseOfTheReferenceImplementationOfCertificateTransparency() {
        MerkleTree reference = new MerkleTree();
        for (String leaf : List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")) {
            reference.add(HexFormat.of().parseHex(leaf));
        }
        assertThat(HexFormat.of().formatHex(reference.root(0)))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(HexFormat.of().formatHex(reference.root(1)))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(HexFormat.of().formatHex(reference.root(8)))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void theFrontierHasTheRootsOfTheTree() {
        MerkleFrontier frontier = new MerkleFrontier();
        for (int size = 0; size < MOST; size++) {
            assertThat(frontier.root()).as("%d leaves", size).isEqualTo(tree.root(size));
            frontier.add(MerkleTree.leaf(MerkleTree.sha256(), records.get(size)));
            assertThat(frontier.size()).isEqualTo(size + 1);
        }
    }

    @Test
    void everyRecordOfEveryTreeIsProvenAndNoOther() {
        for (int size = 1; size <= MOST; size++) {
            byte[] root = tree.root(size);
            for (int index = 0; index < size; index++) {
                List<byte[]> path = tree.inclusion(index, size);
                assertThat(MerkleProof.includes(records.get(index), index, size, path, root))
                        .isTrue();
                assertThat(MerkleProof.includes(records.get((index + 1) % MOST), index, size, path, root))
                        .isFalse();
                assertThat(MerkleProof.includes(records.get(index), index + 1, size, path, root))
                        .isFalse();
                assertThat(MerkleProof.includes(records.get(index), index, size, path, tree.root(size - 1)))
                        .isFalse();
            }
        }
    }

    @Test
    void aPathThatIsTooShortTooLongOrAlteredProvesNothing() {
        List<byte[]> path = tree.inclusion(5, 20);
        byte[] root = tree.root(20);
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);
        assertThat(MerkleProof.includes(records.get(5), 5, 20, longer, root)).isFalse();
        assertThat(MerkleProof.includes(records.get(5), 5, 20, path.subList(1, path.size()), root))
                .isFalse();
        assertThat(MerkleProof.includes(records.get(5), -1, 20, path, root)).isFalse();
        for (byte[] hash : path) {
            hash[7] ^= 1;
            assertThat(MerkleProof.includes(records.get(5), 5, 20, path, root)).isFalse();
            hash[7] ^= 1;
        }
    }

    @Test
    void everyTreeContinuesEveryOlderOne() {
        for (int newer = 1; newer <= MOST; newer++) {
            for (int older = 1; older <= newer; older++) {
                List<byte[]> proof = tree.consistency(older, newer);
                assertThat(MerkleProof.continues(older, tree.root(older), newer, tree.root(newer), proof))
                        .isTrue();
                if (older < newer) {
                    assertThat(MerkleProof.continues(older, tree.root(older), newer, tree.root(older), proof))
                            .isFalse();
                    assertThat(MerkleProof.continues(older, tree.root(newer), newer, tree.root(newer), proof))
                            .isFalse();
                }
            }
        }
        assertThat(MerkleProof.continues(0, tree.root(0), 4, tree.root(4), List.of()))
                .isFalse();
        assertThat(MerkleProof.continues(3, tree.root(3), 4, tree.root(4), List.of()))
                .isFalse();
    }

    @Test
    void whatIsNotInTheTreeCannotBeProven() {
        assertThatThrownBy(() -> tree.inclusion(4, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.root(MOST + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
