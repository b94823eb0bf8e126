package dev.gitops.engine.reading;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** Answers by their keys, in a file that other makings of this program pass over. What is damaged in it is not used. */
final class Kept {

    private static final String FORM = "gitops readings 1 ";
    private static final long LARGEST = 256L << 20;

    private final @Nullable Path file;
    private final String stamp;
    private final KeptFile kept;
    private final Map<String, byte[]> fresh = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private Kept(@Nullable Path file, String stamp) {
        this.file = file;
        this.stamp = stamp;
        this.kept = file == null ? KeptFile.NONE : KeptFile.read(file, FORM + stamp, LARGEST);
    }

    static Kept inMemory() {
        return new Kept(null, "");
    }

    static Kept in(Path folder, String question) {
        return Making.stamp().map(stamp -> at(folder.resolve(question), stamp)).orElseGet(Kept::inMemory);
    }

    static Kept at(Path file, String stamp) {
        return new Kept(file, stamp);
    }

    Optional<Answer> find(String key) {
        byte @Nullable [] newer = fresh.get(key);
        return Optional.ofNullable(newer == null ? kept.find(key) : ByteBuffer.wrap(newer))
                .map(Kept::decode);
    }

    void put(String key, Answer answer) {
        fresh.put(key, encode(answer));
        changed = true;
    }

    /** Nothing depends on the file, so a folder that cannot be written to is no failure of whoever only looks. */
    void save() {
        Path to = file;
        if (to == null || !changed) {
            return;
        }
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            Path next = Files.createTempFile(to.toAbsolutePath().getParent(), "fresh", ".new");
            try {
                write(next);
                Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException unwritable) {
            changed = true;
        }
    }

    private void write(Path to) throws IOException {
        Map<String, ByteBuffer> all = new HashMap<>();
        kept.each(all::put);
        fresh.forEach((key, answer) -> all.put(key, ByteBuffer.wrap(answer)));
        try (CheckedOutputStream summed = new CheckedOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(to), 1 << 16), new CRC32());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(summed, 1 << 16))) {
            out.writeUTF(FORM + stamp);
            out.writeInt(all.size());
            for (Map.Entry<String, ByteBuffer> each : all.entrySet()) {
                ByteBuffer answer = each.getValue();
                text(out, each.getKey());
                out.writeInt(answer.remaining());
                out.write(answer.array(), answer.arrayOffset() + answer.position(), answer.remaining());
            }
            out.flush();
            out.writeLong(summed.getChecksum().getValue());
        }
    }

    private static byte[] encode(Answer answer) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(answer.trace().bytes().length);
            out.write(answer.trace().bytes());
            for (String text : answer.texts()) {
                text(out, text);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Answer decode(ByteBuffer bytes) {
        byte[] trace = new byte[bytes.getInt()];
        bytes.get(trace);
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            texts.add(
                    new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8));
            bytes.position(bytes.position() + length);
        }
        return new Answer(new Trace(trace), texts);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
