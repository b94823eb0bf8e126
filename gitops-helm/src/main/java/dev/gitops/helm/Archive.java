package dev.gitops.helm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a packed chart: a gzipped tar, in the formats ustar, GNU and pax. Links and devices are left out, as Helm does. */
final class Archive {

    private static final int BLOCK = 512;
    private static final int LARGEST = 64 * 1024 * 1024;

    private Archive() {}

    /**
     * The files of a packed chart.
     *
     * @return content by path, without the folder that the archive holds all in
     * @throws IOException if it is no such archive, or larger than 64 MiB
     */
    static Map<String, byte[]> unpack(byte[] packed) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] tar;
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            tar = unzipped.readNBytes(LARGEST + 1);
        }
        if (tar.length > LARGEST) {
            throw new IOException("it unpacks to more than 64 MiB");
        }
        String longName = null;
        for (int at = 0; at + BLOCK <= tar.length && tar[at] != 0; ) {
            int size = (int) octal(tar, at + 124, 12);
            int content = at + BLOCK;
            if (size < 0 || content + (long) size > tar.length) {
                throw new IOException("it ends in the middle of a file");
            }
            char type = (char) tar[at + 156];
            if (type == 'L') {
                longName = text(tar, content, size);
            } else if (type == 'x') {
                longName = paxPath(new String(tar, content, size, StandardCharsets.UTF_8), longName);
            } else {
                if (type == '0' || type == 0) {
                    byte[] bytes = new byte[size];
                    System.arraycopy(tar, content, bytes, 0, size);
                    add(files, longName == null ? name(tar, at) : longName, bytes);
                }
                longName = type == 'g' ? longName : null;
            }
            at = content + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return files;
    }

    private static void add(Map<String, byte[]> files, String name, byte[] bytes) throws IOException {
        int slash = name.indexOf('/');
        String path = name.substring(slash + 1);
        boolean unsafe =
                slash < 0 || path.startsWith("/") || ("/" + path + "/").contains("/../") || path.indexOf('\\') >= 0;
        if (unsafe) {
            throw new IOException("it holds a file outside of the chart: " + name);
        }
        files.put(path, bytes);
    }

    private static String name(byte[] tar, int header) {
        String name = text(tar, header, 100);
        boolean ustar = text(tar, header + 257, 5).equals("ustar") && tar[header + 262] == 0;
        String prefix = ustar ? text(tar, header + 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static @Nullable String paxPath(String records, @Nullable String otherwise) {
        for (String line : records.split("\n")) {
            int space = line.indexOf(' ');
            if (line.startsWith("path=", space + 1)) {
                return line.substring(space + 6);
            }
        }
        return otherwise;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] bytes, int from, int length) throws IOException {
        String digits = text(bytes, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException odd) {
            throw new IOException("it is no tar archive", odd);
        }
    }
}
