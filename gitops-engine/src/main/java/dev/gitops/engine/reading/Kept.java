package dev.gitops.engine.reading;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** Answers by their keys, in a file that other makings of this program pass over. What is damaged in it is not used. */
final class Kept {

    private static final String FORM = "gitops readings 1 ";
    private static final long LARGEST = 256L << 20;

    private final @Nullable Path file;
    private final String stamp;
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private Kept(@Nullable Path file, String stamp) {
        this.file = file;
        this.stamp = stamp;
    }

    static Kept inMemory() {
        return new Kept(null, "");
    }

    static Kept in(Path folder, String question) {
        Optional<String> stamp = Making.stamp();
        if (stamp.isEmpty()) {
            return inMemory();
        }
        Kept kept = new Kept(folder.resolve(question), stamp.get());
        kept.load();
        return kept;
    }

    Optional<Answer> find(String key) {
        return Optional.ofNullable(answers.get(key)).map(Kept::decode);
    }

    void put(String key, Answer answer) {
        answers.put(key, encode(answer));
        changed = true;
    }

    private void load() {
        Path from = file;
        try {
            if (from == null || !Files.isRegularFile(from) || Files.size(from) > LARGEST) {
                return;
            }
            try (CheckedInputStream summed = new CheckedInputStream(
                            new BufferedInputStream(Files.newInputStream(from), 1 << 16), new CRC32());
                    DataInputStream in = new DataInputStream(summed)) {
                read(in);
                long sum = summed.getChecksum().getValue();
                if (in.readLong() != sum) {
                    answers.clear();
                }
            }
        } catch (IOException | RuntimeException damaged) {
            answers.clear();
        }
    }

    private void read(DataInputStream in) throws IOException {
        if (in.readUTF().equals(FORM + stamp)) {
            for (int left = in.readInt(); left > 0; left--) {
                String key = text(in);
                answers.put(key, in.readNBytes(in.readInt()));
            }
        }
    }

    /** Nothing depends on the file, so a folder that cannot be written to is no failure of whoever only looks. */
    void save() {
        Path to = file;
        if (to == null || !changed) {
            return;
        }
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(to.toAbsolutePath().getParent(), "fresh", ".new");
            try {
                write(fresh);
                Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException unwritable) {
            changed = true;
        }
    }

    private void write(Path to) throws IOException {
        try (CheckedOutputStream summed = new CheckedOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(to), 1 << 16), new CRC32());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(summed, 1 << 16))) {
            List<Map.Entry<String, byte[]>> all = new ArrayList<>(answers.entrySet());
            out.writeUTF(FORM + stamp);
            out.writeInt(all.size());
            for (Map.Entry<String, byte[]> answer : all) {
                text(out, answer.getKey());
                out.writeInt(answer.getValue().length);
                out.write(answer.getValue());
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

    private static Answer decode(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            Trace trace = new Trace(in.readNBytes(in.readInt()));
            List<String> texts = new ArrayList<>();
            while (in.available() > 0) {
                texts.add(text(in));
            }
            return new Answer(trace, texts);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
