package dev.gitops.git;

import dev.gitops.git.Pasts.Line;
import dev.gitops.repository.CommitInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** The commits behind a commit, fetched step by step as far as an answer needs them. */
final class History {

    private static final int UNKNOWN = -1;
    /** Of no two commits of one history so many digits are the same, but by a chance of one in billions. */
    private static final int DIGITS_OF_ONE = 12;
    /** JGit stops looking after so many objects. */
    private static final int MOST_OBJECTS = 256;

    private final Store store;
    private final @Nullable String ref;
    private final ObjectId tip;

    History(Store store, @Nullable String ref, ObjectId tip) {
        this.store = store;
        this.ref = ref;
        this.tip = tip;
    }

    List<CommitInfo> of(List<String> paths, int limit) throws Exception {
        boolean all = paths.isEmpty() || paths.contains("");
        for (int depth = UNKNOWN; ; depth = store.deepen(tip, depth)) {
            List<CommitInfo> commits = new ArrayList<>();
            Optional<Line> line = all ? Optional.empty() : store.pasts().leadingTo(ref, tip);
            boolean whole = line.isPresent() ? leap(line.get(), paths, limit, commits) : walk(paths, limit, commits);
            if (whole && (commits.size() == limit || !store.isShallow())) {
                return commits;
            }
            depth = depth == UNKNOWN ? store.depth() : depth;
            if (Store.isFull(depth)) {
                if (!whole) {
                    store.requireWhole();
                }
                return commits;
            }
        }
    }

    /** Collects commits with what is known of the branch, made to reach further back as long as there is more. */
    private boolean leap(Line known, List<String> paths, int limit, List<CommitInfo> commits) throws Exception {
        for (Line line = known; ; line = store.pasts().longer(line)) {
            List<RevCommit> found = new ArrayList<>();
            boolean whole = new PathWalk(store, line, paths).collect(tip, limit, found);
            if (whole || line.whole()) {
                for (RevCommit commit : found) {
                    commits.add(Messages.read(commit));
                    if (limit == 1) {
                        store.pasts().newest().note(commit, commit.getRawBuffer());
                    }
                }
                return whole;
            }
        }
    }

    /** Collects commits; false if one of them is the oldest at hand, which seems to add whatever it has. */
    private boolean walk(List<String> paths, int limit, List<CommitInfo> commits) throws Exception {
        Set<ObjectId> ends = store.repository().getObjectDatabase().getShallowCommits();
        try (RevWalk walk = new RevWalk(store.repository())) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            if (!paths.isEmpty() && !paths.contains("")) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
            }
            walk.markStart(walk.parseCommit(tip));
            while (commits.size() < limit) {
                RevCommit commit = walk.next();
                if (commit == null) {
                    return true;
                }
                if (ends.contains(commit)) {
                    return false;
                }
                commits.add(Messages.read(walk.parseCommit(commit)));
            }
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    boolean contains(ObjectId ancestor) throws Exception {
        if (ancestor.equals(tip)) {
            return true;
        }
        Optional<Line> line = store.pasts().with(tip);
        int older = line.map(known -> known.past().number(ancestor)).orElse(-1);
        if (older >= 0) {
            return older <= line.orElseThrow().past().number(tip);
        }
        for (int depth = store.depth(); ; depth = store.deepen(tip, depth)) {
            Optional<Boolean> found = find(ancestor);
            if (found.orElse(false) || found.isPresent() && !store.isShallow()) {
                return found.orElse(false);
            }
            if (Store.isFull(depth)) {
                store.requireWhole();
                return false;
            }
        }
    }

    /** The commits whose ids begin so. All of the history is fetched, unless a commit is at hand and its id is long enough. */
    List<String> beginning(String digits) throws Exception {
        for (int depth = store.depth(); ; depth = store.deepen(tip, depth)) {
            List<String> found = atHand(digits);
            if (!store.isShallow() || digits.length() >= DIGITS_OF_ONE && !found.isEmpty()) {
                return found;
            }
            if (Store.isFull(depth)) {
                store.requireWhole();
                return found;
            }
        }
    }

    private List<String> atHand(String digits) throws Exception {
        Collection<ObjectId> objects;
        try (ObjectReader reader = store.repository().newObjectReader()) {
            objects = reader.resolve(AbbreviatedObjectId.fromString(digits));
        }
        List<String> found = new ArrayList<>();
        if (objects.size() >= MOST_OBJECTS) {
            for (CommitInfo commit : of(List.of(), Integer.MAX_VALUE)) {
                if (commit.id().startsWith(digits)) {
                    found.add(commit.id());
                }
            }
            return found;
        }
        for (ObjectId object : objects) {
            if (isCommit(object) && find(object).orElse(false)) {
                found.add(object.name());
            }
        }
        return found;
    }

    private boolean isCommit(ObjectId object) throws Exception {
        try (ObjectReader reader = store.repository().newObjectReader()) {
            return reader.open(object).getType() == Constants.OBJ_COMMIT;
        }
    }

    /** Whether the history at hand has a commit; empty where it breaks off. */
    private Optional<Boolean> find(ObjectId ancestor) throws Exception {
        try (RevWalk walk = new RevWalk(store.repository())) {
            return Optional.of(store.repository().getObjectDatabase().has(ancestor)
                    && walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(tip)));
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }
}
