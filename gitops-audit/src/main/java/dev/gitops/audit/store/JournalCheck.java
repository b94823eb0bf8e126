package dev.gitops.audit.store;

import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a journal from its first byte to its last. For one use. */
final class JournalCheck {

    private final Chain chain = new Chain();
    private final @Nullable Head head;
    private byte[] link = chain.start();
    private long count;
    private boolean headMet;
    private String lastId = "";
    private @Nullable String problem;

    private JournalCheck(@Nullable Head head) {
        this.head = head;
        this.headMet = head == null;
    }

    static Verification of(Journal journal) throws IOException {
        Optional<Head> head;
        try {
            head = journal.head();
        } catch (RecordStoreException e) {
            return Verification.broken(0, String.valueOf(e.getMessage()));
        }
        boolean records = Files.exists(journal.file()) && Files.size(journal.file()) > 0;
        if (head.isEmpty() && records) {
            return Verification.broken(0, "the head of " + journal.file() + " was removed");
        }
        JournalCheck check = new JournalCheck(head.orElse(null));
        JournalReader.read(journal.file(), 0, check::line);
        return check.result();
    }

    private boolean line(long offset, byte[] bytes, int from, int to, boolean whole) {
        JournalLine line = JournalLine.parse(bytes, from, to);
        if (!whole) {
            if (head != null && offset < head.size()) {
                problem = "record number " + (count + 1) + name(line) + " was cut or altered: its line does not end";
            }
            return false;
        }
        if (!line.wellFormed()) {
            problem = "record number " + (count + 1) + " (" + line.excerpt()
                    + "...) was altered: it is no line of a journal";
            return false;
        }
        if (line.number != count + 1) {
            problem = misplaced(line);
            return false;
        }
        byte[] expected = line.link(chain, link);
        if (!line.carries(expected)) {
            problem = "record number " + line.number + name(line)
                    + " was altered or inserted, or one before it was: its hash does not follow from "
                    + (count == 0 ? "the beginning" : "record " + lastId);
            return false;
        }
        count = line.number;
        link = expected;
        lastId = line.id();
        meetHead(offset + to - from + 1);
        return problem == null;
    }

    private String misplaced(JournalLine line) {
        String what = line.number > count + 1
                ? "was removed or moved: record number " + line.number + name(line) + " follows"
                : "was moved or inserted: record number " + line.number + name(line) + " stands there";
        return "record number " + (count + 1) + " " + what
                + (count == 0 ? " at the beginning" : " after record " + lastId);
    }

    private void meetHead(long end) {
        if (head != null && !headMet && end >= head.size()) {
            headMet = true;
            if (end != head.size() || count != head.count() || !Arrays.equals(link, head.link())) {
                problem = "the head was altered: it does not fit record number " + count + " (" + lastId + ")";
            }
        }
    }

    private Verification result() {
        if (problem == null && !headMet && head != null && head.size() > 0) {
            problem = "the end was cut off: " + head.count() + " records were acknowledged, the last there is number "
                    + count + (count == 0 ? "" : " (" + lastId + ")");
        }
        return problem == null ? Verification.whole(count) : Verification.broken(count, problem);
    }

    private static String name(JournalLine line) {
        return line.id().isEmpty() ? "" : " (" + line.id() + ")";
    }
}
