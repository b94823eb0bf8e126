package dev.gitops.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The commits behind a commit, fetched step by step as far as an answer needs them. */
final class History {

    private final Store store;
    private final ObjectId tip;

    History(Store store, ObjectId tip) {
        this.store = store;
        this.tip = tip;
    }

    List<CommitInfo> of(List<String> paths, int limit) throws Exception {
        for (int depth = store.depth(); ; depth = store.deeper(depth)) {
            Set<ObjectId> ends = store.repository().getObjectDatabase().getShallowCommits();
            List<CommitInfo> commits = new ArrayList<>();
            boolean whole = true;
            try (RevWalk walk = new RevWalk(store.repository())) {
                walk.sort(RevSort.COMMIT_TIME_DESC);
                if (!paths.isEmpty() && !paths.contains("")) {
                    walk.setTreeFilter(
                            AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
                }
                walk.markStart(walk.parseCommit(tip));
                for (RevCommit commit = walk.next(); commit != null && commits.size() < limit; commit = walk.next()) {
                    whole &= !ends.contains(commit);
                    commits.add(Messages.read(walk.parseCommit(commit)));
                }
            }
            // The oldest commit at hand seems to add whatever it has.
            boolean enough = whole && (commits.size() == limit || ends.isEmpty());
            if (enough || ends.isEmpty()) {
                return commits;
            }
            store.deepen(tip, store.deeper(depth));
        }
    }

    boolean contains(ObjectId ancestor) throws Exception {
        for (int depth = store.depth(); ; depth = store.deeper(depth)) {
            if (ancestor.equals(tip) || walkFinds(ancestor)) {
                return true;
            }
            if (!store.isShallow()) {
                return false;
            }
            store.deepen(tip, store.deeper(depth));
        }
    }

    private boolean walkFinds(ObjectId ancestor) throws Exception {
        if (!store.repository().getObjectDatabase().has(ancestor)) {
            return false;
        }
        try (RevWalk walk = new RevWalk(store.repository())) {
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(tip));
        }
    }
}
