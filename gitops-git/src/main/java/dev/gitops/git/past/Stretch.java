package dev.gitops.git.past;

import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.RawParseUtils;

/** Commits that follow each other along first parents, and the tree of each. As bytes: there may be hundreds of thousands. Numbered from the oldest. */
final class Stretch {

    private static final int HEX = 2 * Segment.ID_BYTES;
    private static final int TREE = "tree ".length();
    private static final byte[] PARENT_WORD = Constants.encodeASCII("parent ");
    private static final int LINE = PARENT_WORD.length + HEX + 1;
    /** Where the id of the first parent stands, behind the line of the tree. */
    private static final int PARENT = TREE + HEX + 1 + PARENT_WORD.length;

    private final Ids newestFirst = new Ids();
    private final Ids trees = new Ids();
    private final BitSet merges = new BitSet();
    private ObjectId below = ObjectId.zeroId();

    private Stretch() {}

    /**
     * The commits behind a commit, and that one.
     *
     * @param until tells of the parent of a commit whether to stop there
     * @param most how many commits to read
     */
    static Stretch behind(Repository repository, ObjectId tip, Predicate<ObjectId> until, int most) throws IOException {
        Stretch stretch = new Stretch();
        Set<ObjectId> ends = repository.getObjectDatabase().getShallowCommits();
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectId next = tip;
            while (stretch.commits() < most) {
                byte[] commit = reader.open(next, Constants.OBJ_COMMIT).getCachedBytes();
                boolean isEnd = ends.contains(next);
                stretch.add(next, commit, isEnd);
                if (stretch.below.equals(ObjectId.zeroId()) || until.test(stretch.below)) {
                    break;
                }
                next = stretch.below;
            }
        }
        return stretch;
    }

    private void add(ObjectId id, byte[] commit, boolean isEnd) {
        merges.set(newestFirst.size(), !isEnd && isParent(commit, PARENT + LINE));
        newestFirst.add(id);
        trees.add(ObjectId.fromString(commit, TREE));
        below = !isEnd && isParent(commit, PARENT) ? ObjectId.fromString(commit, PARENT) : ObjectId.zeroId();
    }

    /** Whether the id at a place is that of a parent; what stands there else is an author's. */
    private static boolean isParent(byte[] commit, int id) {
        return RawParseUtils.match(commit, id - PARENT_WORD.length, PARENT_WORD) == id;
    }

    int commits() {
        return newestFirst.size();
    }

    /** The first parent of the oldest; zeros where it has none, or none that is here. */
    ObjectId below() {
        return below;
    }

    ObjectId tree(int number) {
        return trees.get(commits() - 1 - number);
    }

    /** Puts a commit to those that were collected. */
    void collect(int number, Map<String, Was> changed, Collected collected) {
        int at = commits() - 1 - number;
        collected.add(newestFirst, at, merges.get(at), changed);
    }
}
