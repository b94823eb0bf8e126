package dev.gitops.git.past;

import dev.gitops.api.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads a branch's commits along first parents, and compares their trees on all processors. */
public final class PastReader {

    private static final int PIECE = 250;
    /** So many pieces a processor are compared before what they changed is put together. */
    private static final int AT_ONCE = 4;

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
        Predicate<ObjectId> isNewest = known.size() == 0 ? absent -> false : known.commit(known.size() - 1)::equals;
        Stretch newer = Stretch.behind(repository, tip, isNewest, most);
        if (known.size() > 0 && isNewest.test(newer.below())) {
            Collected collected = new Collected();
            changes(newer, 0, tree(newer.below()), collected);
            return known.plus(collected);
        }
        return since(newer);
    }

    /**
     * A past that goes back further.
     *
     * @param known what is known
     * @param most how many commits it may have then
     * @return the past; the same where no older commits are here
     * @throws IOException if an object cannot be read
     */
    public Past longer(Past known, int most) throws IOException {
        if (known.below().equals(ObjectId.zeroId())) {
            return known;
        }
        Stretch older = Stretch.behind(repository, known.commit(0), absent -> false, most - known.size() + 1);
        return known.onto(since(older));
    }

    /** Nothing is said of what the oldest commit changed, as nothing is known of what was before. */
    private Past since(Stretch stretch) {
        Collected oldest = new Collected();
        stretch.collect(0, Map.of(), oldest);
        Collected newer = new Collected();
        changes(stretch, 1, stretch.tree(0), newer);
        return Past.since(oldest, stretch.below(), newer);
    }

    private ObjectId tree(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }

    /** What each commit changed, from one on. Few pieces are in memory at a time. */
    private void changes(Stretch stretch, int from, ObjectId before, Collected collected) {
        AtomicInteger done = new AtomicInteger();
        AtomicLong told = new AtomicLong(System.nanoTime());
        int batch = PIECE * AT_ONCE * Runtime.getRuntime().availableProcessors();
        for (int first = from; first < stretch.commits(); first += batch) {
            int begin = first;
            int end = Math.min(stretch.commits(), first + batch);
            List<List<Map<String, Was>>> pieces = IntStream.range(0, (end - begin + PIECE - 1) / PIECE)
                    .parallel()
                    .mapToObj(piece -> {
                        int its = begin + piece * PIECE;
                        int to = Math.min(end, its + PIECE);
                        List<Map<String, Was>> changed =
                                piece(stretch, its == from ? before : stretch.tree(its - 1), its, to);
                        tell(told, done.addAndGet(to - its), stretch.commits() - from);
                        return changed;
                    })
                    .toList();
            int number = begin;
            for (List<Map<String, Was>> piece : pieces) {
                for (Map<String, Was> changed : piece) {
                    stretch.collect(number++, changed, collected);
                }
            }
        }
    }

    private void tell(AtomicLong told, int done, int all) {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last > SILENCE && told.compareAndSet(last, now)) {
            progress.tell("reading the history, once: " + done + " of " + all + " commits");
        }
    }

    private List<Map<String, Was>> piece(Stretch stretch, ObjectId before, int from, int to) {
        try (TreeDiff diff = new TreeDiff(repository.newObjectReader(), names)) {
            List<Map<String, Was>> changed = new ArrayList<>(to - from);
            ObjectId older = before;
            for (int i = from; i < to; i++) {
                ObjectId newer = stretch.tree(i);
                changed.add(diff.between(older, newer));
                older = newer;
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
