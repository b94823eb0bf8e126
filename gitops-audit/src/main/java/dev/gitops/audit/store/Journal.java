package dev.gitops.audit.store;

import dev.gitops.record.RecordStoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder with a journal of records. One writer at a time, threads and processes alike; each append is forced to the disk before it is acknowledged. What a crash left of an append that was never
 * acknowledged is moved aside by the next one.
 */
final class Journal {

    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Path journal;
    private final Path headFile;
    private final ReentrantLock threads;

    Journal(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.journal = this.folder.resolve("records.journal");
        this.headFile = this.folder.resolve("records.head");
        this.threads = LOCKS.computeIfAbsent(this.folder, path -> new ReentrantLock());
    }

    Path file() {
        return journal;
    }

    Path folder() {
        return folder;
    }

    /** Runs while nobody else writes to the folder. */
    <T> T exclusively(Action<T> action) {
        threads.lock();
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return action.run(lock);
            }
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot write the audit trail in " + folder + ": " + e
                            + "; free space or grant access, then ask again",
                    e,
                    true);
        } finally {
            threads.unlock();
        }
    }

    interface Action<T> {
        T run(FileLock lock) throws IOException;
    }

    /** The head as it was last written; empty where nothing was ever appended. */
    Optional<Head> head() throws IOException {
        if (!Files.exists(headFile)) {
            return Optional.empty();
        }
        return Optional.of(Head.parse(Files.readAllBytes(headFile))
                .orElseThrow(() -> new RecordStoreException(
                        headFile + " was altered: it is no head of a journal; run gitops audit verify", null, false)));
    }

    void append(List<Entry> entries) {
        exclusively(lock -> {
            Chain chain = new Chain();
            Head head = repaired(chain);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            byte[] link = head.link();
            long number = head.count();
            for (Entry entry : entries) {
                link = chain.next(link, entry.json());
                JournalLine.write(lines, ++number, link, entry.json());
            }
            boolean fresh = !Files.exists(journal);
            try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                write(channel, lines.toByteArray(), head.size());
                channel.force(false);
            }
            writeHead(new Head(number, head.size() + lines.size(), link), fresh);
            return number;
        });
    }

    /** The head, after what was appended behind it but never acknowledged was taken over (where whole) or moved aside (where torn). */
    private Head repaired(Chain chain) throws IOException {
        long there = Files.exists(journal) ? Files.size(journal) : 0;
        Head head = head().orElseGet(() -> new Head(0, 0, chain.start()));
        if (there == head.size()) {
            return head;
        }
        if (there < head.size()) {
            throw new RecordStoreException(
                    journal + " has " + there + " bytes, but " + head.size()
                            + " were acknowledged: its end was cut off;"
                            + " run gitops audit verify, and restore the file before anything is appended",
                    null,
                    false);
        }
        Head[] whole = {head};
        JournalReader.read(journal, head.size(), (offset, bytes, from, to, ended) -> {
            JournalLine line = JournalLine.parse(bytes, from, to);
            if (!ended || !line.wellFormed() || line.number != whole[0].count() + 1) {
                return false;
            }
            byte[] link = line.link(chain, whole[0].link());
            if (!line.carries(link)) {
                return false;
            }
            whole[0] = new Head(line.number, offset + to - from + 1, link);
            return true;
        });
        moveAside(whole[0].size(), there);
        writeHead(whole[0], false);
        return whole[0];
    }

    private void moveAside(long from, long to) throws IOException {
        if (from == to) {
            return;
        }
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel torn = FileChannel.open(
                        folder.resolve("records.torn"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long at = from; at < to; ) {
                at += channel.transferTo(at, to - at, torn);
            }
            torn.write(ByteBuffer.wrap(new byte[] {'\n'}));
            torn.force(true);
            channel.truncate(from);
            channel.force(true);
        }
    }

    private void writeHead(Head head, boolean durable) throws IOException {
        boolean fresh = !Files.exists(headFile);
        try (FileChannel channel = FileChannel.open(headFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, head.bytes(), 0);
            if (durable || fresh) {
                channel.force(true);
            }
        }
        if (durable || fresh) {
            forceFolder();
        }
    }

    /** A new file is only durable with its folder. Systems that cannot force a folder (Windows) need not. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long position = at;
        while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
        }
    }
}
