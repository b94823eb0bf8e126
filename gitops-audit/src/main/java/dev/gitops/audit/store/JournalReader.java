package dev.gitops.audit.store;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a journal line by line, in pieces of bounded size however large it is. */
final class JournalReader {

    private static final int PIECE = 1 << 20;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = '\n' * LOWEST_BITS;

    private JournalReader() {}

    /** Gets lines. */
    interface Visitor {
        /**
         * Takes a line.
         *
         * @param offset where it begins in the journal
         * @param whole whether it ends with a line feed
         * @return whether to go on
         */
        boolean line(long offset, byte[] bytes, int from, int to, boolean whole) throws IOException;
    }

    /** Reads from an offset that is the beginning of a line. */
    static void read(Path journal, long offset, Visitor visitor) throws IOException {
        if (!Files.exists(journal)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
            byte[] buffer = new byte[PIECE];
            int held = 0;
            long at = offset;
            while (true) {
                int got = channel.read(ByteBuffer.wrap(buffer, held, buffer.length - held), at + held);
                int end = held + Math.max(got, 0);
                int from = 0;
                for (int i = lineFeed(buffer, held, end); i < end; i = lineFeed(buffer, from, end)) {
                    if (!visitor.line(at + from, buffer, from, i, true)) {
                        return;
                    }
                    from = i + 1;
                }
                if (got <= 0) {
                    if (from < end) {
                        visitor.line(at + from, buffer, from, end, false);
                    }
                    return;
                }
                held = end - from;
                System.arraycopy(buffer, from, buffer, 0, held);
                at += from;
                if (held == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
            }
        }
    }

    /** Where the first line feed stands, or the end; eight bytes are looked at together, since a journal has some hundred times as many bytes as lines. */
    static int lineFeed(byte[] buffer, int from, int end) {
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            // a byte that equals becomes zero, and of a zero alone the subtraction borrows into its highest bit first
            long different = (long) EIGHT_BYTES.get(buffer, i) ^ LINE_FEEDS;
            long equal = (different - LOWEST_BITS) & ~different & HIGHEST_BITS;
            if (equal != 0) {
                return i + Long.numberOfTrailingZeros(equal) / Byte.SIZE;
            }
        }
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }
}
