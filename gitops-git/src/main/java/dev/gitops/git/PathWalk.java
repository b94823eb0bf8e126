package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.git.Pasts.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commits that touched some paths, newest first, as {@code git log -- PATHS} finds them: behind a merge that brought nothing of one parent's, only the history of the other counts. Along the
 * branch's own line, what did not touch the paths is leapt over.
 */
final class PathWalk {

    private static final int NONE = -1;

    private final Store store;
    private final Line line;
    private final List<String> paths;
    private final Set<ObjectId> seen = new HashSet<>();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(
            Comparator.comparingLong(Waiting::time).reversed().thenComparing(Waiting::order));
    private int pushed;

    PathWalk(Store store, Line line, List<String> paths) {
        this.store = store;
        this.line = line;
        this.paths = paths;
    }

    /** A commit to look at. It is read when something has to be known of it: on a line that nothing was merged into, that is never for most. */
    private static final class Waiting {

        private final RevWalk walk;
        private final ObjectId id;
        private final int order;
        /** Its number on the line where it is known to have touched the paths; negative elsewhere. */
        private final int touched;
        /** Whether what comes before it may be known, but is not yet. */
        private final boolean isEnd;

        private @Nullable RevCommit read;

        Waiting(RevWalk walk, ObjectId id, int order, int touched, boolean isEnd) {
            this.walk = walk;
            this.id = id;
            this.order = order;
            this.touched = touched;
            this.isEnd = isEnd;
        }

        RevCommit commit() {
            RevCommit known = read;
            if (known == null) {
                try {
                    known = walk.parseCommit(id);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                read = known;
            }
            return known;
        }

        long time() {
            return commit().getCommitTime();
        }

        int order() {
            return order;
        }
    }

    /** Collects commits; false if it came to where more of the history is needed. */
    boolean collect(ObjectId tip, int limit, List<RevCommit> commits) throws Exception {
        try (ObjectReader objects =
                        store.pasts().newest().over(store.repository().newObjectReader());
                RevWalk walk = new RevWalk(objects)) {
            push(walk, tip);
            while (commits.size() < limit) {
                @Nullable Waiting next = queue.poll();
                if (next == null) {
                    return true;
                }
                if (next.isEnd) {
                    return false;
                }
                boolean isTouched = next.touched >= 0 || follow(walk, next.commit());
                if (isTouched) {
                    commits.add(next.commit());
                }
                if (next.touched >= 0 && commits.size() < limit) {
                    push(walk, line.past().commit(next.touched - 1));
                }
            }
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void push(RevWalk walk, ObjectId commit) throws Exception {
        int number = line.past().number(commit);
        ObjectId at = commit;
        boolean isEnd = false;
        int touched = NONE;
        if (number >= 0) {
            int newest = line.newest(paths, number);
            isEnd = newest < 0 && !line.first();
            at = line.past().commit(Math.max(0, newest));
            touched = newest > 0 && !line.past().isMerge(newest) ? newest : NONE;
        }
        if (seen.add(at.copy())) {
            queue.add(new Waiting(walk, at.copy(), pushed++, touched, isEnd || touched < 0 && isCut(at)));
        }
    }

    /** Whether a commit is the oldest that was fetched. */
    private boolean isCut(ObjectId commit) throws Exception {
        return store.repository().getObjectDatabase().getShallowCommits().contains(commit);
    }

    /** Goes on behind a commit, and tells whether it touched the paths. */
    private boolean follow(RevWalk walk, RevCommit commit) throws Exception {
        List<Item> own = items(commit);
        List<RevCommit> parents = new ArrayList<>();
        for (RevCommit parent : commit.getParents()) {
            RevCommit parsed = walk.parseCommit(parent);
            if (items(parsed).equals(own)) {
                push(walk, parsed);
                return false;
            }
            parents.add(parsed);
        }
        for (RevCommit parent : parents) {
            push(walk, parent);
        }
        return !parents.isEmpty() || own.stream().anyMatch(item -> !item.equals(NOTHING));
    }

    private static final Item NOTHING = new Item(ObjectId.zeroId(), FileMode.MISSING);

    private List<Item> items(RevCommit commit) {
        int number = line.past().number(commit);
        return paths.stream()
                .map(path -> (number < 0
                                ? store.item(commit.getTree().copy(), path)
                                : store.pasts().item(line, number, path))
                        .orElse(NOTHING))
                .toList();
    }
}
