package dev.gitops.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The end of what a program prints, however much that is: it is read to its end in a thread of its own, and only its last bytes are kept. */
final class LastLines {

    private static final int KEPT = 16 * 1024;

    private final byte[] ring = new byte[KEPT];
    private long read;
    private final Thread reader;

    private LastLines(InputStream stream) {
        reader = new Thread(() -> drain(stream), "gitops-verify-output");
        reader.setDaemon(true);
    }

    static LastLines of(InputStream stream) {
        LastLines lines = new LastLines(stream);
        lines.reader.start();
        return lines;
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(buffer, count);
            }
        } catch (IOException brokenOff) {
            return;
        }
    }

    private synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (read++ % KEPT)] = bytes[i];
        }
    }

    /** What came last, in whole lines. A child of the program that keeps the stream open is not waited for longer than the grace. */
    String await(Duration grace) throws InterruptedException {
        reader.join(grace.toMillis());
        return text();
    }

    /** A line of which only the end was kept is left out: half a secret would not be known as one. */
    private synchronized String text() {
        int count = (int) Math.min(read, KEPT);
        byte[] last = new byte[count];
        for (int i = 0; i < count; i++) {
            last[i] = ring[(int) ((read - count + i) % KEPT)];
        }
        String text = new String(last, StandardCharsets.UTF_8);
        return read > KEPT ? text.substring(text.indexOf('\n') + 1) : text;
    }
}
