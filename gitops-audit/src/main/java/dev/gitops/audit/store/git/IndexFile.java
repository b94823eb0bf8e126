package dev.gitops.audit.store.git;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.record.RecordClauses;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordTerms;
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
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file of an index: a head, which names this making of it, then frames of a kind, a length and a content. Frames count from the frame of a commit that follows them; what a killed process left
 * behind the last such frame is cut away by the next one that writes.
 */
final class IndexFile {

    private static final byte[] FORM = "gitops index 3\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = FORM.length + Long.BYTES;
    private static final int FRAME = 5;

    private final Path path;
    private byte[] head = new byte[0];
    private IndexRows loaded = IndexRows.NONE;
    private long end;

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
        forget();
    }

    private void forget() {
        head = new byte[0];
        loaded = IndexRows.NONE;
        end = 0;
    }

    /** Appends records, and the commit that they and those before are of; an empty one where more are to come. The first call after {@link #load} cuts away what was torn. */
    void append(List<Fresh> records, String commit) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Fresh record : records) {
            frame(frames, 'R', out -> {
                out.writeLong(record.micros());
                out.writeUTF(record.record());
                out.writeUTF(record.id());
                out.writeInt(record.after().length);
                out.write(record.after());
                out.write(record.terms());
            });
        }
        if (!commit.isEmpty() || records.isEmpty()) {
            frame(frames, 'C', out -> out.writeUTF(commit));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(end).position(end);
            if (end == 0) {
                byte[] fresh = ByteBuffer.allocate(HEAD)
                        .put(FORM)
                        .putLong(new SecureRandom().nextLong())
                        .array();
                end = write(channel, fresh);
            }
            end += write(channel, frames.toByteArray());
        }
    }

    /** The rows as the file has them now; what was read before and only grew is not read again. */
    IndexRows load() throws IOException {
        if (!Files.exists(path)) {
            forget();
            return loaded;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] there = read(channel, 0, (int) Math.min(HEAD, channel.size()));
            if (!Arrays.equals(there, head) || channel.size() < loaded.size()) {
                forget();
                boolean known = there.length == HEAD && Arrays.equals(there, 0, FORM.length, FORM, 0, FORM.length);
                if (!known) {
                    return loaded;
                }
                head = there;
                loaded = IndexRows.NONE.plus(List.of(), "", HEAD);
            }
            if (channel.size() > loaded.size()) {
                loaded = parse(loaded, read(channel, loaded.size(), (int) (channel.size() - loaded.size())));
            }
            end = loaded.commit().isEmpty() ? 0 : loaded.size();
            return loaded;
        }
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static IndexRows parse(IndexRows before, byte[] bytes) throws IOException {
        List<IndexRows.Row> rows = new ArrayList<>();
        String commit = "";
        int wholeRows = 0;
        int whole = 0;
        int at = 0;
        while (at + FRAME <= bytes.length) {
            int length = ByteBuffer.wrap(bytes, at + 1, Integer.BYTES).getInt();
            int from = at + FRAME;
            if (length < 0 || length > bytes.length - from) {
                break;
            }
            ByteArrayInputStream content = new ByteArrayInputStream(bytes, from, length);
            DataInputStream in = new DataInputStream(content);
            if (bytes[at] == 'R') {
                long micros = in.readLong();
                String record = in.readUTF();
                String id = in.readUTF();
                int ids = in.readInt();
                int after = from + length - content.available();
                rows.add(IndexRows.Row.of(micros, record, id, bytes, after, after + ids, from + length));
            } else {
                commit = in.readUTF();
                wholeRows = rows.size();
                whole = from + length;
            }
            at = from + length;
        }
        return whole == 0 ? before : before.plus(rows.subList(0, wholeRows), commit, before.size() + whole);
    }

    private static void frame(ByteArrayOutputStream to, char kind, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.write(new DataOutputStream(bytes));
        DataOutputStream out = new DataOutputStream(to);
        out.writeByte(kind);
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static int write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return bytes.length;
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * A record that the index does not have yet.
     *
     * @param micros when it ended, microseconds since 1970
     * @param record its id
     * @param id its Git object id
     * @param after the ids that it says it comes after, a space before, between and after them; empty where there are none
     * @param terms its {@link RecordTerms}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Fresh(long micros, String record, String id, byte[] after, byte[] terms) {

        static Fresh of(String id, byte[] json) {
            DeploymentRecord record = RecordJson.read(json);
            return new Fresh(
                    RecordClauses.micros(record.ended().truncatedTo(ChronoUnit.MICROS)),
                    record.id(),
                    id,
                    after(record.after()),
                    RecordTerms.of(record).getBytes(StandardCharsets.UTF_8));
        }

        private static byte[] after(List<String> ids) {
            String spaced = ids.isEmpty() ? "" : " " + String.join(" ", ids) + " ";
            return spaced.getBytes(StandardCharsets.UTF_8);
        }
    }
}
