package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.git.Pasts.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commits that touched some paths, newest first, as {@code git log -- PATHS} finds them: behind a merge that brought nothing of one parent's, only the history of the other counts. Along the
 * branch's own line, what did not touch the paths is leapt over.
 */
final class PathWalk {

    private final Store store;
    private final Line line;
    private final List<String> paths;
    private final Set<ObjectId> ends;
    private final Set<ObjectId> seen = new HashSet<>();
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>(
            Comparator.comparingLong(Waiting::time).reversed().thenComparing(Waiting::order));
    private int pushed;

    PathWalk(Store store, Line line, List<String> paths) throws Exception {
        this.store = store;
        this.line = line;
        this.paths = paths;
        this.ends = store.repository().getObjectDatabase().getShallowCommits();
    }

    /**
     * A commit to look at.
     *
     * @param isEnd whether what comes before it may be known, but is not yet
     */
    private record Waiting(RevCommit commit, long time, int order, boolean isEnd) {}

    /** Collects commits; false if it came to where more of the history is needed. */
    boolean collect(ObjectId tip, int limit, List<RevCommit> commits) throws Exception {
        try (RevWalk walk = new RevWalk(store.repository())) {
            push(walk, tip);
            while (commits.size() < limit) {
                @Nullable Waiting next = queue.poll();
                if (next == null) {
                    return true;
                }
                if (next.isEnd()) {
                    return false;
                }
                if (follow(walk, next.commit())) {
                    commits.add(next.commit());
                }
            }
            return true;
        }
    }

    private void push(RevWalk walk, ObjectId commit) throws Exception {
        int number = line.past().number(commit);
        ObjectId at = commit;
        boolean isEnd = false;
        if (number >= 0) {
            int newest = newest(number);
            isEnd = newest < 0 && !line.first();
            at = line.past().commit(Math.max(0, newest));
        }
        if (seen.add(at.copy())) {
            RevCommit parsed = walk.parseCommit(at);
            queue.add(new Waiting(parsed, parsed.getCommitTime(), pushed++, isEnd || ends.contains(at)));
        }
    }

    private int newest(int upTo) {
        int newest = -1;
        for (String path : paths) {
            newest = Math.max(newest, line.past().newest(path, upTo));
        }
        return newest;
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
