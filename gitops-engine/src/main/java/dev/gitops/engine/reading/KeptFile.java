package dev.gitops.engine.reading;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file of answers, read at once and left as it is: an answer is decoded when somebody asks for it. Its form is a text that names whose it is, how many answers there are, then each with the length of
 * its key, the key, its own length and itself, then the sum of all that.
 */
final class KeptFile {

    static final KeptFile NONE = new KeptFile(new byte[0], new int[2]);

    private final byte[] bytes;
    /** Where the answers begin, each at the first free place after its key's. */
    private final int[] table;

    private KeptFile(byte[] bytes, int[] table) {
        this.bytes = bytes;
        this.table = table;
    }

    /** A file of ours that is whole; else none. */
    static KeptFile read(Path file, String form, long largest) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > largest) {
                return NONE;
            }
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length - Long.BYTES;
            CRC32 sum = new CRC32();
            sum.update(bytes, 0, end);
            if (ByteBuffer.wrap(bytes).getLong(end) != sum.getValue()) {
                return NONE;
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            return in.readUTF().equals(form) ? indexed(bytes, bytes.length - in.available(), end) : NONE;
        } catch (IOException | RuntimeException damaged) {
            return NONE;
        }
    }

    private static KeptFile indexed(byte[] bytes, int start, int end) {
        int count = number(bytes, start);
        if (count < 0 || count > bytes.length / (2 * Integer.BYTES)) {
            return NONE;
        }
        KeptFile file = new KeptFile(bytes, new int[Integer.highestOneBit(count + 1) << 2]);
        int at = start + Integer.BYTES;
        for (int left = count; left > 0; left--) {
            int key = number(bytes, at);
            file.table[file.place(bytes, at + Integer.BYTES, key)] = at;
            at += Integer.BYTES + key;
            at += Integer.BYTES + number(bytes, at);
        }
        return at == end ? file : NONE;
    }

    /** Where an answer's begin stands in the table, or would stand. */
    private int place(byte[] key, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + key[i];
        }
        int place = (hash ^ hash >>> 15) & table.length - 1;
        while (table[place] != 0 && !isAt(table[place], key, from, length)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private boolean isAt(int at, byte[] key, int from, int length) {
        int begin = at + Integer.BYTES;
        return number(bytes, at) == length && Arrays.equals(bytes, begin, begin + length, key, from, from + length);
    }

    /** The answer to a key; null where there is none. */
    @Nullable
    ByteBuffer find(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        int at = table[place(text, 0, text.length)];
        return at == 0 ? null : answer(at);
    }

    private ByteBuffer answer(int at) {
        int length = at + Integer.BYTES + number(bytes, at);
        return ByteBuffer.wrap(bytes, length + Integer.BYTES, number(bytes, length));
    }

    void each(BiConsumer<String, ByteBuffer> taker) {
        for (int at : table) {
            if (at != 0) {
                taker.accept(
                        new String(bytes, at + Integer.BYTES, number(bytes, at), StandardCharsets.UTF_8), answer(at));
            }
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }
}
