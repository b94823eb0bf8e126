package dev.gitops.git.past;

import dev.gitops.api.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads a branch's commits along first parents, and compares their trees on all processors. */
public final class PastReader {

    private static final int PIECE = 250;
    private static final long SILENCE = Duration.ofSeconds(1).toNanos();

    private final Repository repository;
    private final Progress progress;
    /** Paths are changed again and again, and stand in memory once. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /**
     * A reader.
     *
     * @param repository has the commits and trees
     * @param progress is told how far it is
     */
    public PastReader(Repository repository, Progress progress) {
        this.repository = repository;
        this.progress = progress;
    }

    private record Commit(ObjectId id, ObjectId tree) {}

    /**
     * A past that has a commit.
     *
     * @param known what is known already; it is thrown away where the commit does not follow its newest one
     * @param tip the commit
     * @param most how many commits to read at the most
     * @return the past; its oldest commit is not the first of all where there are more than that, or no more are here
     * @throws IOException if an object cannot be read
     */
    public Past read(Past known, ObjectId tip, int most) throws IOException {
        if (known.number(tip) >= 0) {
            return known;
        }
        List<Commit> newer = new ArrayList<>();
        ObjectId below = ObjectId.zeroId();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            ObjectId next = tip;
            while (newer.size() < most) {
                RevCommit commit = walk.parseCommit(next);
                newer.add(new Commit(commit.copy(), commit.getTree().copy()));
                below = commit.getParentCount() == 0
                        ? ObjectId.zeroId()
                        : commit.getParent(0).copy();
                boolean met = known.number(below) >= 0;
                if (below.equals(ObjectId.zeroId()) || met && known.number(below) == known.size() - 1) {
                    break;
                }
                if (met) {
                    known = Past.none();
                }
                next = below;
            }
            Collections.reverse(newer);
            if (known.number(below) < 0) {
                known = Past.none();
            }
            ObjectId base = known.size() == 0
                    ? ObjectId.zeroId()
                    : walk.parseCommit(below).getTree().copy();
            return known.plus(newer.stream().map(Commit::id).toList(), changes(newer, base), below);
        }
    }

    /** What each commit changed; nothing is said of the first one where nothing is known of what was before. */
    private List<Map<String, Was>> changes(List<Commit> commits, ObjectId base) {
        AtomicInteger done = new AtomicInteger();
        AtomicLong told = new AtomicLong(System.nanoTime());
        int pieces = (commits.size() + PIECE - 1) / PIECE;
        return IntStream.range(0, pieces)
                .parallel()
                .mapToObj(piece -> {
                    int from = piece * PIECE;
                    int to = Math.min(commits.size(), from + PIECE);
                    List<Map<String, Was>> changed = piece(commits, base, from, to);
                    tell(told, done.addAndGet(to - from), commits.size());
                    return changed;
                })
                .toList()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private void tell(AtomicLong told, int done, int all) {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last > SILENCE && told.compareAndSet(last, now)) {
            progress.tell("reading the history, once: " + done + " of " + all + " commits");
        }
    }

    private List<Map<String, Was>> piece(List<Commit> commits, ObjectId base, int from, int to) {
        try (ObjectReader reader = repository.newObjectReader()) {
            TreeDiff diff = new TreeDiff(reader, names);
            List<Map<String, Was>> changed = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                ObjectId before = i > 0 ? commits.get(i - 1).tree() : base;
                changed.add(
                        before.equals(ObjectId.zeroId())
                                ? Map.of()
                                : Map.copyOf(diff.between(before, commits.get(i).tree())));
            }
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a past goes back as far as there are commits here.
     *
     * @param past the past
     * @return false if there are older commits
     * @throws IOException if an object cannot be read
     */
    public boolean isWhole(Past past) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(past.commit(0)).getParentCount() == 0;
        } catch (MissingObjectException gone) {
            return false;
        }
    }
}
