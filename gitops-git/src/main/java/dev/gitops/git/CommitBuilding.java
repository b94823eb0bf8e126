package dev.gitops.git;

import dev.gitops.record.Redaction;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent.Commit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Writes the objects of a commit into the cache. */
final class CommitBuilding {

    /** Trailers whose value is words; the others are read again. */
    private static final Set<String> WORDS = Set.of("Reason", "Build-Url");

    private final Store store;
    private final RepositoryOptions options;

    CommitBuilding(Store store, RepositoryOptions options) {
        this.store = store;
        this.options = options;
    }

    /** The commit that is wanted, on a base; null where it would change nothing. */
    @Nullable
    ObjectId write(Commit<?> wanted, GitSnapshot base) throws Exception {
        CacheRepository repository = store.repository();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            @Nullable ObjectId tree = base.tree();
            @Nullable ObjectId edited = new TreeWriter(store, inserter).edit(tree, wanted.edits());
            ObjectId whole = edited == null ? inserter.insert(Constants.OBJ_TREE, new byte[0]) : edited;
            if (tree == null ? edited == null : whole.equals(tree)) {
                return null;
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(whole);
            if (!base.commit().isEmpty()) {
                commit.setParentId(ObjectId.fromString(base.commit()));
            }
            commit.setAuthor(
                    Messages.person(wanted.message().author(), wanted.message().asked()));
            commit.setCommitter(
                    Messages.person(options.committer(), options.clock().instant()));
            commit.setMessage(Messages.format(clean(wanted.message())));
            if (options.signing().isPresent()) {
                commit.setGpgSignature(
                        new Signing(options.signing().get(), options.environment()).sign(repository, commit));
            }
            ObjectId made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    /** What people wrote and what builds tell, without secrets: a commit is read by many, and is there for ever. */
    private CommitMessage clean(CommitMessage message) {
        Redaction redaction = Redaction.of(options.environment());
        return new CommitMessage(
                message.author(),
                message.asked(),
                message.subject(),
                redaction.text(message.body()),
                message.trailers().stream()
                        .map(trailer -> WORDS.contains(trailer.key())
                                ? new Trailer(trailer.key(), redaction.text(trailer.value()))
                                : trailer)
                        .toList());
    }

    /** The trees that differ from commit to commit in a row: all that preparing a push has to look at. */
    Set<ObjectId> touched(@Nullable ObjectId from, List<ObjectId> row) throws Exception {
        Set<ObjectId> trees = new HashSet<>();
        try (RevWalk commits = new RevWalk(store.repository())) {
            @Nullable
            ObjectId before = from == null ? null : commits.parseCommit(from).getTree();
            for (ObjectId commit : row) {
                ObjectId after = commits.parseCommit(commit).getTree();
                addDifferent(trees, before, after);
                before = after;
            }
        }
        return trees;
    }

    private void addDifferent(Set<ObjectId> trees, @Nullable ObjectId before, ObjectId after) throws Exception {
        trees.add(after.copy());
        try (TreeWalk walk = new TreeWalk(store.repository())) {
            if (before == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                trees.add(before.copy());
                walk.addTree(before);
            }
            walk.addTree(after);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                for (int side = 0; side < 2; side++) {
                    if (walk.getFileMode(side) == FileMode.TREE) {
                        trees.add(walk.getObjectId(side));
                    }
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
        }
    }
}
