package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordMatcher;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/** Records in a journal: a text file that only grows. */
final class FileAuditStore implements AuditStore {

    private static final int SALT_BYTES = 32;
    private static final Comparator<DeploymentRecord> OLDEST_FIRST =
            Comparator.comparing(DeploymentRecord::ended).thenComparing(DeploymentRecord::id);

    private final Journal journal;
    private final FileIndex index;
    private final Sealing sealing;
    private final GroupCommit commits;

    FileAuditStore(Path folder, Sealing sealing) {
        this.journal = new Journal(folder);
        this.index = new FileIndex(journal);
        this.sealing = sealing;
        this.commits = new GroupCommit(journal::append);
    }

    @Override
    public void appendAll(List<DeploymentRecord> records) {
        if (!records.isEmpty()) {
            commits.append(Entry.of(records, sealing));
        }
    }

    @Override
    public Page search(RecordQuery query) {
        return SqliteFile.driverIsThere() ? index.search(query) : scan(query);
    }

    /** Without SQLite on the class path every record is looked at: slow, but the same answer. */
    Page scan(RecordQuery query) {
        RecordMatcher matcher = RecordMatcher.of(query);
        long wanted = (long) query.offset() + query.limit();
        PriorityQueue<DeploymentRecord> newest = new PriorityQueue<>(OLDEST_FIRST);
        long[] total = {0};
        read(0, (number, json) -> {
            DeploymentRecord record = RecordJson.read(json);
            if (matcher.matches(record)) {
                total[0]++;
                newest.add(record);
                if (newest.size() > wanted) {
                    newest.poll();
                }
            }
            return true;
        });
        List<DeploymentRecord> page = new ArrayList<>(newest);
        page.sort(OLDEST_FIRST.reversed());
        return new Page(total[0], page.subList(Math.min(query.offset(), page.size()), page.size()));
    }

    @Override
    public Collection<LatestRecord> newest(Set<Operation> operations, Set<String> outcomes) {
        return NewestPass.over(this, operations, outcomes);
    }

    @Override
    public void reindex() {
        index.rebuild();
    }

    @Override
    public void read(long from, Visitor visitor) {
        long[] at = {0};
        reading(() -> {
            JournalReader.read(journal.file(), 0, (offset, bytes, start, to, whole) -> {
                JournalLine line = JournalLine.parse(bytes, start, to);
                if (!whole) {
                    return false;
                }
                if (!line.wellFormed()) {
                    throw new IOException("record number " + (at[0] + 1) + " is damaged; run gitops audit verify");
                }
                boolean more = at[0] < from || visitor.visit(at[0], line.record());
                at[0]++;
                return more;
            });
            return at;
        });
    }

    @Override
    public Verification verify() {
        return reading(() -> JournalCheck.of(journal));
    }

    @Override
    public void note(String name, List<String> lines) {
        journal.exclusively(lock -> {
            Set<String> fresh = new TreeSet<>(lines);
            fresh.removeAll(notes(name));
            if (!fresh.isEmpty()) {
                byte[] bytes = (String.join("\n", fresh) + "\n").getBytes(StandardCharsets.UTF_8);
                try (FileChannel channel =
                        FileChannel.open(notesFile(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    Journal.write(channel, bytes, channel.size());
                    channel.force(true);
                }
            }
            return fresh;
        });
    }

    @Override
    public Set<String> notes(String name) {
        Path file = notesFile(name);
        return reading(() -> Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : new TreeSet<>());
    }

    private Path notesFile(String name) {
        return journal.folder().resolve("notes-" + Names.checked(name));
    }

    @Override
    public Optional<byte[]> salt() {
        Path file = journal.folder().resolve("salt");
        return reading(() -> Files.exists(file)
                ? Optional.of(HexFormat.of().parseHex(Files.readString(file).strip()))
                : Optional.empty());
    }

    @Override
    public byte[] makeSalt() {
        return journal.exclusively(lock -> {
            if (salt().isEmpty()) {
                byte[] salt = new byte[SALT_BYTES];
                new SecureRandom().nextBytes(salt);
                Path fresh = Files.writeString(
                        journal.folder().resolve("salt.new"), HexFormat.of().formatHex(salt) + "\n");
                Files.move(fresh, journal.folder().resolve("salt"));
            }
            return salt().orElseThrow();
        });
    }

    private <T> T reading(Reading<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot read the audit trail in " + journal.folder() + ": " + e.getMessage(), e, false);
        }
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    @Override
    public void close() {
        index.close();
    }
}
