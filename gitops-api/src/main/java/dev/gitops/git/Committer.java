package dev.gitops.git;

import dev.gitops.git.Intent.Commit;
import dev.gitops.git.Intent.Decision;
import dev.gitops.git.Intent.Stop;
import dev.gitops.git.MachineLock.Held;
import dev.gitops.git.Remote.Pushing;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** Makes commits and pushes them; settles races by asking the intent again. */
final class Committer {

    private final Store store;
    private final RepositoryOptions options;

    Committer(Store store, RepositoryOptions options) {
        this.store = store;
        this.options = options;
    }

    /** Where a commit is made: on a branch's tip, on a branch that may be new, or on another branch's tip as a change of its own. */
    record Target(String ref, String base, boolean mayStart) {
        boolean replaces() {
            return !ref.equals(base);
        }
    }

    <T> PushResult<T> commit(Target target, Intent<T> intent) throws Exception {
        long deadline = System.nanoTime() + options.commitBudget().toNanos();
        Duration budget = options.commitBudget();
        Held lock = store.cache()
                .lock("push")
                .hold(budget)
                .orElseThrow(() -> busy(target, "other processes held the repository"));
        try (lock) {
            for (int attempt = 1; ; attempt++) {
                @Nullable PushResult<T> result = attempt(target, intent);
                if (result != null) {
                    return result;
                }
                options.progress()
                        .tell("lost the race for " + target.ref() + " (attempt " + attempt
                                + "); asking again on the new tip");
                if (attempt >= options.commitAttempts() || System.nanoTime() > deadline) {
                    throw busy(target, "other writers were faster " + attempt + " times");
                }
                long longest = Math.min(2000, 20L << Math.min(attempt, 7));
                Thread.sleep(ThreadLocalRandom.current().nextLong(longest));
            }
        }
    }

    private GitException busy(Target target, String why) {
        return new GitException.TooBusy(
                "nothing was pushed to " + target.ref() + " of "
                        + store.remote().url() + ": " + why + " until the budget of "
                        + options.commitBudget().toSeconds() + " s or " + options.commitAttempts()
                        + " attempts was spent; try again",
                null);
    }

    /** One try on the tip that the remote advertises; null for a lost race. */
    private <T> @Nullable PushResult<T> attempt(Target target, Intent<T> intent) throws Exception {
        CacheRepository repository = store.pushing();
        try (Pushing pushing = store.remote().push(repository)) {
            @Nullable ObjectId base = pushing.tip(target.base());
            @Nullable ObjectId replaced = pushing.tip(target.ref());
            if (base == null && !target.mayStart()) {
                throw ConfigRepository.missing(target.base(), store.remote().url());
            }
            if (base != null) {
                store.fetchCommit(target.base(), base);
            }
            @Nullable
            ObjectId tree = base == null ? null : store.commit(base).getTree().copy();
            Decision<T> decision = intent.at(new GitSnapshot(store, base, tree));
            if (decision instanceof Stop<T> stop) {
                return new PushResult.Stopped<>(stop.answer());
            }
            Commit<T> wanted = (Commit<T>) decision;
            @Nullable ObjectId made = write(wanted, base, tree);
            if (made == null) {
                return new PushResult.Unchanged<>(base == null ? "" : base.name());
            }
            RemoteRefUpdate update = new RemoteRefUpdate(
                    repository,
                    null,
                    made,
                    target.ref(),
                    target.replaces(),
                    null,
                    replaced == null ? ObjectId.zeroId() : replaced);
            repository.narrow(touched(base, made));
            try {
                pushing.connection().push(NullProgressMonitor.INSTANCE, Map.of(target.ref(), update));
            } catch (IOException e) {
                throw store.remote().failure("push to", e);
            } finally {
                repository.narrow(null);
            }
            if (update.getStatus() == RemoteRefUpdate.Status.OK) {
                store.locked(() -> {
                    store.track(target.ref(), made);
                    return made;
                });
                return new PushResult.Pushed<>(made.name(), base == null ? "" : base.name());
            }
            String words = update.getMessage() == null ? update.getStatus().toString() : update.getMessage();
            String messages = pushing.connection().getMessages();
            return moved(target.ref(), replaced)
                    ? null
                    : new PushResult.RefusedByHost<>(store.remote().redact((words + "\n" + messages).strip()));
        }
    }

    private boolean moved(String ref, @Nullable ObjectId seen) throws Exception {
        @Nullable ObjectId now = store.remote().refs(store.repository(), ref).get(ref);
        return now == null ? seen != null : !now.equals(seen);
    }

    private @Nullable ObjectId write(Commit<?> wanted, @Nullable ObjectId base, @Nullable ObjectId tree)
            throws Exception {
        try (ObjectInserter inserter = store.repository().newObjectInserter();
                ObjectReader reader = store.repository().newObjectReader()) {
            @Nullable ObjectId edited = new TreeWriter(reader, inserter).edit(tree, wanted.edits());
            if (edited == null ? tree == null : edited.equals(tree)) {
                return null;
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(edited == null ? inserter.insert(new org.eclipse.jgit.lib.TreeFormatter()) : edited);
            if (base != null) {
                commit.setParentId(base);
            }
            commit.setAuthor(
                    Messages.person(wanted.message().author(), wanted.message().asked()));
            commit.setCommitter(
                    Messages.person(options.committer(), options.clock().instant()));
            commit.setMessage(Messages.format(wanted.message()));
            ObjectId made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    /** The trees that differ between two commits, of both. */
    private Set<ObjectId> touched(@Nullable ObjectId from, ObjectId to) throws Exception {
        Set<ObjectId> trees = new HashSet<>();
        try (RevWalk commits = new RevWalk(store.repository());
                TreeWalk walk = new TreeWalk(store.repository())) {
            ObjectId right = commits.parseCommit(to).getTree();
            trees.add(right.copy());
            if (from == null) {
                walk.addTree(new org.eclipse.jgit.treewalk.EmptyTreeIterator());
            } else {
                ObjectId left = commits.parseCommit(from).getTree();
                trees.add(left.copy());
                walk.addTree(left);
            }
            walk.addTree(right);
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
        return trees;
    }
}
