package dev.gitops.git;

import dev.gitops.git.Pasts.Line;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** The states that a branch itself has had: its tip and the first parents behind it. Fetched step by step as far as an answer needs them. */
final class Mainline {

    private final Store store;
    private final @Nullable String ref;
    private final ObjectId tip;

    Mainline(Store store, @Nullable String ref, ObjectId tip) {
        this.store = store;
        this.ref = ref;
        this.tip = tip;
    }

    /** Asks the history at hand; empty where it breaks off before there is an answer. */
    private interface Question<T> {
        Optional<T> ask(RevWalk walk, Set<ObjectId> ends) throws Exception;
    }

    /** Asks again with more and more history; the last time with all there is. */
    private <T> T answer(Question<T> question, T otherwise) throws Exception {
        for (int depth = store.depth(); ; depth = store.deepen(tip, depth)) {
            boolean whole = Store.isFull(depth) || !store.isShallow();
            try (RevWalk walk = new RevWalk(store.repository())) {
                Set<ObjectId> ends = whole
                        ? Set.of()
                        : store.repository().getObjectDatabase().getShallowCommits();
                Optional<T> found = question.ask(walk, ends);
                if (found.isPresent() || whole) {
                    return found.orElse(otherwise);
                }
            } catch (MissingObjectException e) {
                if (whole) {
                    throw e;
                }
            }
        }
    }

    List<Step> steps(Collection<String> paths, @Nullable ObjectId since) throws Exception {
        Optional<List<Step>> leapt = paths.contains("") ? Optional.empty() : leap(paths, since);
        return leapt.isPresent() ? leapt.get() : walk(paths, since);
    }

    /** Finds the steps by what is known of the branch, made to reach as far back as is asked for; empty where either commit is none of its own states. */
    private Optional<List<Step>> leap(Collection<String> paths, @Nullable ObjectId since) throws Exception {
        for (int depth = store.depth(); ; depth = store.deepen(tip, depth)) {
            Optional<Line> found = store.pasts().leadingTo(ref, tip);
            if (found.isEmpty() || found.get().past().number(tip) < 0) {
                return Optional.empty();
            }
            Line line = found.get();
            while (!line.whole() && (since == null || line.past().number(since) < 0)) {
                line = store.pasts().longer(line);
            }
            int known = since == null ? -1 : line.past().number(since);
            if (known >= 0 || since == null && line.first()) {
                return Optional.of(
                        new LineSteps(store, line, paths).between(line.past().number(tip), known));
            }
            if (line.first() || !store.isShallow() || Store.isFull(depth)) {
                return Optional.empty();
            }
        }
    }

    private List<Step> walk(Collection<String> paths, @Nullable ObjectId since) throws Exception {
        return answer(
                (walk, ends) -> {
                    List<RevCommit> line = new ArrayList<>();
                    @Nullable RevCommit end = since == null ? null : walk.parseCommit(since);
                    RevCommit commit = walk.parseCommit(tip);
                    while (!commit.equals(end)) {
                        if (ends.contains(commit)) {
                            return Optional.empty();
                        }
                        line.add(commit);
                        if (commit.getParentCount() == 0) {
                            return Optional.of(changes(walk, upTo(end, line), paths));
                        }
                        commit = walk.parseCommit(commit.getParent(0));
                    }
                    return Optional.of(changes(walk, line, paths));
                },
                List.of());
    }

    /** Those of a whole line that another commit has not. What it has it has with all that is older, so half of the line is ruled out at a time. */
    private List<RevCommit> upTo(@Nullable RevCommit end, List<RevCommit> line) throws Exception {
        if (end == null) {
            return line;
        }
        int from = 0;
        int to = line.size();
        while (from < to) {
            int middle = (from + to) / 2;
            if (isMerged(line.get(middle), end)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return line.subList(0, from);
    }

    private boolean isMerged(ObjectId ancestor, ObjectId descendant) throws Exception {
        try (RevWalk walk = new RevWalk(store.repository())) {
            return walk.isMergedInto(walk.parseCommit(ancestor), walk.parseCommit(descendant));
        }
    }

    private List<Step> changes(RevWalk walk, List<RevCommit> line, Collection<String> paths) throws Exception {
        List<Step> steps = new ArrayList<>();
        try (TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.setRecursive(true);
            for (RevCommit commit : line) {
                Set<String> changed = changed(walk, trees, commit, paths);
                if (!changed.isEmpty()) {
                    steps.add(new Step(info(walk, commit), changed));
                }
            }
        }
        return steps;
    }

    private static Set<String> changed(RevWalk walk, TreeWalk trees, RevCommit commit, Collection<String> paths)
            throws Exception {
        trees.reset();
        if (commit.getParentCount() == 0) {
            trees.addTree(new EmptyTreeIterator());
        } else {
            trees.addTree(walk.parseCommit(commit.getParent(0)).getTree());
        }
        trees.addTree(commit.getTree());
        trees.setFilter(
                paths.contains("")
                        ? TreeFilter.ANY_DIFF
                        : AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
        Set<String> changed = new TreeSet<>();
        while (trees.next()) {
            changed.add(trees.getPathString());
        }
        return changed;
    }

    private static CommitInfo info(RevWalk walk, RevCommit commit) throws Exception {
        walk.parseBody(commit);
        return Messages.read(commit);
    }

    boolean has(ObjectId wanted) throws Exception {
        Optional<Line> line = store.pasts().leadingTo(ref, tip);
        int older = line.map(known -> known.past().number(wanted)).orElse(-1);
        int newest = line.map(known -> known.past().number(tip)).orElse(-1);
        return older >= 0 && newest >= 0 ? older <= newest : find(wanted);
    }

    private boolean find(ObjectId wanted) throws Exception {
        return answer(
                (walk, ends) -> {
                    RevCommit commit = walk.parseCommit(tip);
                    while (!commit.equals(wanted)) {
                        if (ends.contains(commit)) {
                            return Optional.empty();
                        }
                        if (commit.getParentCount() == 0) {
                            return Optional.of(false);
                        }
                        commit = walk.parseCommit(commit.getParent(0));
                    }
                    return Optional.of(true);
                },
                false);
    }

    /** The newest commit that both have. The other commit need not be on a branch: its history is fetched as it is needed. */
    Optional<String> base(ObjectId other) throws Exception {
        for (int depth = store.depth(); ; depth = store.deepen(tip, depth)) {
            if (!isHere(other)) {
                store.fetchHistory(other);
            }
            Optional<String> base = baseAtHand(other);
            if (base.isPresent() || Store.isFull(depth) || !store.isShallow()) {
                return base;
            }
        }
    }

    private boolean isHere(ObjectId id) throws Exception {
        return store.repository().getObjectDatabase().has(id);
    }

    private Optional<String> baseAtHand(ObjectId other) throws Exception {
        try {
            return newestCommon(other);
        } catch (MissingObjectException e) {
            store.fetchHistory(other);
            return newestCommon(other);
        }
    }

    private Optional<String> newestCommon(ObjectId other) throws Exception {
        try (RevWalk walk = new RevWalk(store.repository())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(tip));
            walk.markStart(walk.parseCommit(other));
            return Optional.ofNullable(walk.next()).map(RevCommit::name);
        }
    }

    List<CommitInfo> broughtBy(ObjectId step) throws Exception {
        return answer(
                (walk, ends) -> {
                    RevCommit commit = walk.parseCommit(step);
                    return ends.contains(commit)
                            ? Optional.empty()
                            : between(walk, commit, commit.getParentCount() > 0 ? commit.getParent(0) : null, ends);
                },
                List.of());
    }

    List<CommitInfo> beyond(ObjectId other) throws Exception {
        return answer((walk, ends) -> between(walk, walk.parseCommit(tip), other, ends), List.of());
    }

    /** The commits that one has and another has not; empty where the history at hand breaks off among them. */
    private static Optional<List<CommitInfo>> between(
            RevWalk walk, RevCommit has, @Nullable ObjectId hasNot, Set<ObjectId> ends) throws Exception {
        walk.sort(RevSort.COMMIT_TIME_DESC);
        walk.markStart(has);
        if (hasNot != null) {
            walk.markUninteresting(walk.parseCommit(hasNot));
        }
        List<CommitInfo> between = new ArrayList<>();
        for (RevCommit each : walk) {
            if (ends.contains(each)) {
                return Optional.empty();
            }
            between.add(info(walk, each));
        }
        return Optional.of(between);
    }
}
