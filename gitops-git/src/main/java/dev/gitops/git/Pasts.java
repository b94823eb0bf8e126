package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.git.past.NewestCommits;
import dev.gitops.git.past.Past;
import dev.gitops.git.past.PastReader;
import dev.gitops.git.past.Was;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The pasts of branches, kept beside the cache. One goes back as far as answers needed so far; whoever needs more makes it longer. It is read for a few commits more each time the branch has grown, and
 * made anew where the branch was rewritten. Only what the remote has is kept.
 */
final class Pasts {

    private static final int SHORTEST = 64;
    private static final int GROWTH = 8;
    /** Whoever looks at so many old commits will look at more: for fewer, their trees are read. */
    private static final int FEW = 32;

    private static final String OWN = "refs/heads/gitops/";

    private final Store store;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, ObjectId> tips = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<ObjectId> looked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable NewestCommits newest;

    Pasts(Store store) {
        this.store = store;
    }

    /**
     * A branch's past as it is known.
     *
     * @param ref the branch
     * @param past the commits
     * @param whole whether nothing older is here, be it the first commit or the oldest that was fetched
     * @param first whether the oldest of them is the first of all
     * @param tree the tree of the newest
     */
    record Line(String ref, Past past, boolean whole, boolean first, ObjectId tree) {

        /** The newest commit up to a number that changed any of some paths; negative where none that is known did. */
        int newest(Collection<String> paths, int upTo) {
            int newest = -1;
            for (String path : paths) {
                newest = Math.max(newest, past.newest(path, upTo));
            }
            return newest;
        }

        /** Whether a commit is the newest one. */
        boolean isAt(ObjectId commit) {
            return past.commit(past.size() - 1).equals(commit);
        }
    }

    /** A branch was fetched; those of the tool itself decide no environment. */
    void isAt(String ref, @Nullable ObjectId tip) {
        if (tip != null && !ref.startsWith(OWN)) {
            tips.put(ref, tip);
        }
    }

    /** The line that leads to a commit, of its branch where that is known; empty where no branch was fetched. */
    Optional<Line> leadingTo(@Nullable String ref, ObjectId commit) throws Exception {
        if (ref != null && tips.containsKey(ref)) {
            return Optional.of(longEnough(of(ref), commit));
        }
        Optional<Line> known = known(commit);
        for (String branch : tips.keySet()) {
            if (known.isEmpty()) {
                Line line = longEnough(of(branch), commit);
                known = joins(line, commit) ? Optional.of(line) : known;
            }
        }
        return known;
    }

    private Line longEnough(Line line, ObjectId commit) throws Exception {
        Line longer = line;
        while (!longer.whole() && !joins(longer, commit)) {
            longer = longer(longer);
        }
        return longer;
    }

    /** Whether a commit is on a line, or was made on it shortly before. */
    private boolean joins(Line line, ObjectId commit) throws Exception {
        if (line.past().number(commit) >= 0) {
            return true;
        }
        try (RevWalk walk = new RevWalk(store.repository())) {
            ObjectId at = commit;
            for (int steps = 0; steps < SHORTEST; steps++) {
                if (line.past().number(at) >= 0) {
                    return true;
                }
                RevCommit parsed = walk.parseCommit(at);
                if (parsed.getParentCount() == 0) {
                    return false;
                }
                at = parsed.getParent(0);
            }
            return false;
        } catch (MissingObjectException older) {
            return false;
        }
    }

    private synchronized Line of(String ref) throws Exception {
        ObjectId tip = tip(ref);
        @Nullable Line known = lines.get(ref);
        if (known != null && known.past().number(tip) >= 0) {
            return known;
        }
        Past loaded = usable(known == null ? Past.load(file(ref)) : known.past());
        return remember(ref, loaded, reader().read(loaded, tip, loaded.size() + SHORTEST));
    }

    private ObjectId tip(String ref) {
        @Nullable ObjectId tip = tips.get(ref);
        if (tip == null) {
            throw new IllegalStateException(ref + " was not fetched");
        }
        return tip;
    }

    /** The same line, going back further. */
    synchronized Line longer(Line line) throws Exception {
        Line known = of(line.ref());
        if (known.past().size() > line.past().size()) {
            return known;
        }
        int most = (int) Math.min(Integer.MAX_VALUE, (long) known.past().size() * GROWTH);
        return remember(line.ref(), known.past(), reader().longer(known.past(), most));
    }

    /** The fetched branch's line on which an old commit lies, where that is known, or will soon be worth to be known. */
    Optional<Line> with(ObjectId commit) throws Exception {
        Optional<Line> known = known(commit);
        if (known.isPresent()) {
            return known;
        }
        boolean isWorthIt = looked.size() >= FEW || looked.add(commit) && looked.size() >= FEW;
        return isWorthIt || lines.isEmpty() && !unknown.containsAll(tips.keySet())
                ? read(commit, isWorthIt)
                : Optional.empty();
    }

    /** Whether a commit lies on a line that was read: then it is there. */
    boolean has(ObjectId commit) {
        return known(commit).isPresent();
    }

    /** The commits that were the newest ones of some paths. */
    NewestCommits newest() throws IOException {
        NewestCommits known = newest;
        return known == null ? newestKept() : known;
    }

    private synchronized NewestCommits newestKept() throws IOException {
        NewestCommits known = newest;
        if (known == null) {
            known = NewestCommits.load(store.cache().newestCommits());
            newest = known;
        }
        return known;
    }

    /** Keeps what was found; nobody needs it now, so that it cannot be kept is no failure. */
    void keep() {
        @Nullable NewestCommits found = newest;
        if (found != null) {
            try {
                found.save(store.cache().newestCommits());
            } catch (IOException | UncheckedIOException unwritable) {
                store.progress().tell("the commits that were found cannot be kept: " + unwritable.getMessage());
            }
        }
    }

    private Optional<Line> known(ObjectId commit) {
        return lines.values().stream()
                .filter(line -> line.past().number(commit) >= 0)
                .findFirst();
    }

    private synchronized Optional<Line> read(ObjectId commit, boolean isWorthIt) throws Exception {
        for (String ref : tips.keySet()) {
            if (isWorthIt || !lines.containsKey(ref) && isKept(ref)) {
                Line line = of(ref);
                while (isWorthIt && line.past().number(commit) < 0 && !line.whole()) {
                    line = longer(line);
                }
            }
        }
        return known(commit);
    }

    private boolean isKept(String ref) throws IOException {
        boolean kept = !unknown.contains(ref) && Past.load(file(ref)).size() > 0;
        if (!kept) {
            unknown.add(ref);
        }
        return kept;
    }

    /** The cache's history was made longer: what was its beginning is none any more. */
    synchronized void forget() {
        lines.clear();
    }

    /** A past whose oldest commit was the oldest that was fetched is of no use once older ones are here: its end looks like a beginning. */
    private Past usable(Past past) throws Exception {
        boolean stale = past.size() > 0 && past.below().equals(ObjectId.zeroId()) && !reader().isWhole(past);
        return stale ? Past.none() : past;
    }

    private Line remember(String ref, Past before, Past now) throws Exception {
        try (RevWalk walk = new RevWalk(store.repository())) {
            ObjectId first = now.commit(0);
            boolean whole = walk.parseCommit(first).getParentCount() == 0;
            boolean cut =
                    store.repository().getObjectDatabase().getShallowCommits().contains(first);
            ObjectId tree = walk.parseCommit(now.commit(now.size() - 1)).getTree();
            Line line = new Line(ref, now, whole, whole && !cut, tree.copy());
            lines.put(ref, line);
            if (now != before) {
                save(ref, now);
            }
            return line;
        }
    }

    /** What a path was at a commit of a line. */
    Optional<Item> item(Line line, int number, String path) {
        return line.past()
                .before(path, number)
                .map(was -> was.equals(Was.ABSENT)
                        ? Optional.<Item>empty()
                        : Optional.of(new Item(was.id(), FileMode.fromBits(was.mode()))))
                .orElseGet(() -> store.item(line.tree(), path));
    }

    /** It can be had again at any time, so that it cannot be kept is no failure. */
    private void save(String ref, Past past) {
        try {
            past.save(file(ref));
        } catch (IOException | UncheckedIOException unwritable) {
            store.progress().tell("the history that was read cannot be kept: " + unwritable.getMessage());
        }
    }

    private Path file(String ref) {
        return store.cache().past(ref);
    }

    private PastReader reader() throws Exception {
        return new PastReader(store.repository(), store.progress());
    }
}
