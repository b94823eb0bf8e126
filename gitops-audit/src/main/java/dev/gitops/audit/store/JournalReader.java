package dev.gitops.audit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads a journal line by line, in pieces of bounded size however large it is. */
final class JournalReader {

    private static final int PIECE = 1 << 20;

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
                for (int i = held; i < end; i++) {
                    if (buffer[i] == '\n') {
                        if (!visitor.line(at + from, buffer, from, i, true)) {
                            return;
                        }
                        from = i + 1;
                    }
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
}
