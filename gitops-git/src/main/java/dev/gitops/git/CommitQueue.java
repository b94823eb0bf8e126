package dev.gitops.git;

import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The commits that wait to be pushed to a branch, one on the other, of all processes that share the cache. It is a small file that is replaced whole, by whoever holds the branch's lock to
 * build; anybody may read it.
 *
 * @param base the remote's tip that the first of them was made on; null where the branch is new
 * @param known whether the base is known at all
 * @param waiting the commits, oldest first
 * @param pushed commits that were pushed lately, oldest first, so that their owners learn of it
 */
record CommitQueue(@Nullable ObjectId base, boolean known, List<ObjectId> waiting, List<ObjectId> pushed) {

    private static final Pattern LINE = Pattern.compile("(base|waiting|pushed) ([0-9a-f]{40}|none)");
    private static final int REMEMBERED = 256;
    private static final CommitQueue NONE = new CommitQueue(null, false, List.of(), List.of());

    CommitQueue {
        waiting = List.copyOf(waiting);
        pushed = List.copyOf(pushed);
    }

    /** Reads the queue; a file that makes no sense is no queue. */
    static CommitQueue read(Path file) throws IOException {
        try {
            @Nullable ObjectId base = null;
            boolean known = false;
            List<ObjectId> waiting = new ArrayList<>();
            List<ObjectId> pushed = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!LINE.matcher(line).matches()) {
                    return NONE;
                }
                int blank = line.indexOf(' ');
                @Nullable ObjectId id = line.endsWith("none") ? null : ObjectId.fromString(line.substring(blank + 1));
                if (line.startsWith("base")) {
                    base = id;
                    known = true;
                } else if (id != null) {
                    (line.startsWith("waiting") ? waiting : pushed).add(id);
                }
            }
            return new CommitQueue(base, known, waiting, pushed);
        } catch (NoSuchFileException | java.nio.charset.MalformedInputException e) {
            return NONE;
        }
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        if (known) {
            text.append("base ").append(base == null ? "none" : base.name()).append('\n');
        }
        waiting.forEach(id -> text.append("waiting ").append(id.name()).append('\n'));
        pushed.forEach(id -> text.append("pushed ").append(id.name()).append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        PrivateFiles.write(fresh, text.toString().getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the next commit is to be made on. */
    @Nullable
    ObjectId tip() {
        return waiting.isEmpty() ? base : waiting.get(waiting.size() - 1);
    }

    /** The queue on the tip that the remote has now: commits that it has are pushed, others stay only if they were made on it. */
    CommitQueue on(@Nullable ObjectId tip) {
        int at = tip == null ? -1 : waiting.indexOf(tip);
        if (at >= 0) {
            return pushedTo(tip);
        }
        boolean same = known && (tip == null ? base == null : tip.equals(base));
        return same ? this : new CommitQueue(tip, true, List.of(), pushed);
    }

    CommitQueue plus(ObjectId commit) {
        List<ObjectId> more = new ArrayList<>(waiting);
        more.add(commit);
        return new CommitQueue(base, known, more, pushed);
    }

    /** The queue after the commits down to one are on the remote. */
    CommitQueue pushedTo(@Nullable ObjectId commit) {
        int at = waiting.indexOf(commit);
        List<ObjectId> done = new ArrayList<>(pushed);
        done.addAll(waiting.subList(0, at + 1));
        return new CommitQueue(
                commit,
                true,
                waiting.subList(at + 1, waiting.size()),
                done.subList(Math.max(0, done.size() - REMEMBERED), done.size()));
    }

    /** The queue without a commit and those made on it. */
    CommitQueue without(ObjectId commit) {
        int at = waiting.indexOf(commit);
        return at < 0 ? this : new CommitQueue(base, known, waiting.subList(0, at), pushed);
    }

    /** The queue after nobody knows any more what the remote has. */
    CommitQueue dropped() {
        return new CommitQueue(null, false, List.of(), pushed);
    }
}
