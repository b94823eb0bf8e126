package dev.gitops.record;

import dev.gitops.api.DeploymentRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of an index: a head, then frames of a kind, a length and a content. Frames count from the frame of the commit that follows them; what a killed process left behind the last such frame is
 * cut away by the next one that writes.
 */
final class IndexFile {

    private static final byte[] HEAD = "gitops index 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME = 5;

    private final Path path;
    private IndexRows loaded = new IndexRows(new byte[0], List.of(), Map.of(), Optional.empty());

    IndexFile(Path path) {
        this.path = path;
    }

    /** Runs while no other process or thread writes the file. */
    <T> T exclusively(Action<T> action) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        synchronized (IndexFile.class) {
            Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return action.run(lock);
            }
        }
    }

    interface Action<T> {
        T run(FileLock lock) throws IOException;
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Appends records, the folders they are in and the commit they come from. */
    void append(List<Fresh> records, Map<String, String> days, String commit) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Fresh record : records) {
            frame(frames, 'R', out -> {
                out.writeLong(record.micros());
                out.writeUTF(record.path());
                out.writeUTF(record.id());
                out.write(record.terms());
            });
        }
        for (Map.Entry<String, String> day : days.entrySet()) {
            frame(frames, 'D', out -> {
                out.writeUTF(day.getKey());
                out.writeUTF(day.getValue());
            });
        }
        frame(frames, 'C', out -> out.writeUTF(commit));
        int end = load().size();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end).position(end);
            if (end == 0) {
                write(channel, HEAD);
            }
            write(channel, frames.toByteArray());
        }
    }

    /** The rows as the file has them now. */
    IndexRows load() throws IOException {
        long there = Files.exists(path) ? Files.size(path) : 0;
        if (there != loaded.size()) {
            loaded = there == 0
                    ? new IndexRows(new byte[0], List.of(), Map.of(), Optional.empty())
                    : parse(Files.readAllBytes(path));
        }
        return loaded;
    }

    private static IndexRows parse(byte[] bytes) throws IOException {
        List<IndexRows.Row> rows = new ArrayList<>();
        Map<String, String> days = new HashMap<>();
        Map<String, String> wholeDays = Map.of();
        String commit = null;
        int wholeRows = 0;
        int end = 0;
        boolean known = bytes.length >= HEAD.length && Arrays.equals(bytes, 0, HEAD.length, HEAD, 0, HEAD.length);
        int at = known ? HEAD.length : bytes.length;
        while (at + FRAME <= bytes.length) {
            int length = ByteBuffer.wrap(bytes, at + 1, Integer.BYTES).getInt();
            int from = at + FRAME;
            if (length < 0 || length > bytes.length - from) {
                break;
            }
            ByteArrayInputStream content = new ByteArrayInputStream(bytes, from, length);
            DataInputStream in = new DataInputStream(content);
            switch (bytes[at]) {
                case 'R' -> {
                    long micros = in.readLong();
                    String path = in.readUTF();
                    String id = in.readUTF();
                    rows.add(new IndexRows.Row(micros, path, id, from + length - content.available(), from + length));
                }
                case 'D' -> days.put(in.readUTF(), in.readUTF());
                default -> {
                    commit = in.readUTF();
                    wholeRows = rows.size();
                    wholeDays = Map.copyOf(days);
                    end = from + length;
                }
            }
            at = from + length;
        }
        return new IndexRows(
                Arrays.copyOf(bytes, end), rows.subList(0, wholeRows), wholeDays, Optional.ofNullable(commit));
    }

    private static void frame(ByteArrayOutputStream to, char kind, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.write(new DataOutputStream(bytes));
        DataOutputStream out = new DataOutputStream(to);
        out.writeByte(kind);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** A record that the index does not have yet. */
    record Fresh(
            long micros,
            String path,
            String id,
            @SuppressWarnings("ArrayRecordComponent") byte[] terms) {

        static Fresh of(String path, String id, byte[] json) {
            DeploymentRecord record = RecordJson.read(json);
            return new Fresh(
                    RecordClauses.micros(record.ended().truncatedTo(ChronoUnit.MICROS)),
                    path,
                    id,
                    RecordTerms.of(record).getBytes(StandardCharsets.UTF_8));
        }
    }
}
