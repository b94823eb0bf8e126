package dev.gitops.git.past;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/** Ids of objects, one after another in bytes. */
final class Ids {

    private static final int LENGTH = Segment.ID_BYTES;

    private byte[] bytes = new byte[64 * LENGTH];
    private int size;

    void add(AnyObjectId id) {
        room();
        id.copyRawTo(bytes, size++ * LENGTH);
    }

    void add(Ids other, int at) {
        room();
        System.arraycopy(other.bytes, at * LENGTH, bytes, size++ * LENGTH, LENGTH);
    }

    private void room() {
        if ((size + 1) * LENGTH > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    int size() {
        return size;
    }

    ObjectId get(int at) {
        return ObjectId.fromRaw(bytes, at * LENGTH);
    }

    void write(ByteBuffer out) {
        out.put(bytes, 0, size * LENGTH);
    }

    /** The places in the order of the ids. */
    int[] order() {
        return IntStream.range(0, size)
                .boxed()
                .sorted((one, other) -> Arrays.compareUnsigned(
                        bytes, one * LENGTH, (one + 1) * LENGTH, bytes, other * LENGTH, (other + 1) * LENGTH))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
