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

    private record Commit(ObjectId id, ObjectId tree) {}

    /** Commits that follow each other, newest first, and what lies below the oldest: the commit, and its tree where that is known already. */
    private record Stretch(List<Commit> commits, Past known, ObjectId below, ObjectId base) {}

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
        Stretch newer = newer(known, tip, most);
        return newer.known().plus(changes(newer), newer.below());
    }

    private Stretch newer(Past known, ObjectId tip, int most) throws IOException {
        List<Commit> newer = new ArrayList<>();
        ObjectId below = ObjectId.zeroId();
        boolean follows = false;
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            ObjectId next = tip;
            while (newer.size() < most) {
                RevCommit commit = walk.parseCommit(next);
                newer.add(new Commit(commit.copy(), commit.getTree().copy()));
                below = commit.getParentCount() == 0
                        ? ObjectId.zeroId()
                        : commit.getParent(0).copy();
                int met = known.number(below);
                follows = met >= 0 && met == known.size() - 1;
                if (below.equals(ObjectId.zeroId()) || follows) {
                    break;
                }
                if (met >= 0) {
                    known = Past.none();
                }
                next = below;
            }
            Collections.reverse(newer);
            ObjectId base = follows ? walk.parseCommit(below).getTree().copy() : ObjectId.zeroId();
            return new Stretch(newer, follows ? known : Past.none(), below, base);
        }
    }

    /** What each commit changed; nothing is said of the first one where nothing is known of what was before. Few pieces are in memory at a time. */
    private Collected changes(Stretch newer) {
        List<Commit> commits = newer.commits();
        AtomicInteger done = new AtomicInteger();
        AtomicLong told = new AtomicLong(System.nanoTime());
        Collected collected = new Collected();
        int batch = PIECE * AT_ONCE * Runtime.getRuntime().availableProcessors();
        for (int first = 0; first < commits.size(); first += batch) {
            int begin = first;
            int end = Math.min(commits.size(), first + batch);
            IntStream.range(0, (end - begin + PIECE - 1) / PIECE)
                    .parallel()
                    .mapToObj(piece -> {
                        int from = begin + piece * PIECE;
                        int to = Math.min(end, from + PIECE);
                        List<Map<String, Was>> changed = piece(commits, newer.base(), from, to);
                        tell(told, done.addAndGet(to - from), commits.size());
                        return changed;
                    })
                    .toList()
                    .stream()
                    .flatMap(List::stream)
                    .forEach(changed ->
                            collected.add(commits.get(collected.size()).id(), changed));
        }
        return collected;
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
