package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalReaderTest {

    /** Looked for byte by byte. */
    private static int plainly(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != 10) {
            i++;
        }
        return i;
    }

    @Test
    void aLineFeedIsFoundAtEveryPlaceAmongBytesOfAllValues() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                // neighbours of the line feed, and bytes with the highest bit, are what a borrow could mistake for it
                bytes[i] = random.nextInt(4) > 0
                        ? (byte) (random.nextBoolean() ? 9 : random.nextBoolean() ? 11 : 0x8a)
                        : bytes[i];
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            assertThat(JournalReader.lineFeed(bytes, from, end)).isEqualTo(plainly(bytes, from, end));
        }
    }
}
