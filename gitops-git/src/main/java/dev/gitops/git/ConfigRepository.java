package dev.gitops.git;

import dev.gitops.git.Pushing.Verdict;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * A config repository: a remote and a bare cache of it on this machine. Reads and writes go from object to object, without a work tree; the cost of a change follows its own files and their
 * folders. Safe for use by several threads, and the cache by several processes.
 *
 * <p>Every method throws {@link GitException} where the remote or the cache cannot be used, and {@link dev.gitops.api.InvalidInputException} for a branch, path or commit id that is none.
 */
public final class ConfigRepository implements AutoCloseable {

    private final RemoteUrl url;
    private final RepositoryOptions options;
    private final Store store;

    private ConfigRepository(RepositoryOptions options) {
        this.url = RemoteUrl.parse(options.url());
        this.options = options;
        this.store = store(url, LoginRules.config(url, options), "", "blob:none");
    }

    /**
     * Opens a repository. Nothing is connected until something is asked for.
     *
     * @param options where it is, who commits, how long to try
     * @return the repository
     */
    public static ConfigRepository open(RepositoryOptions options) {
        return new ConfigRepository(options);
    }

    private Store store(RemoteUrl url, LoginRules logins, String kind, String filter) {
        Cache cache = new Cache(options.cacheFolder(), url, kind, options.progress());
        return new Store(cache, new Remote(url, options, logins, filter), options);
    }

    /** {@return the remote's address, without credentials} */
    public String url() {
        return url.toString();
    }

    /**
     * A branch as it is now, fetched.
     *
     * @param branch its name
     * @return its tip
     * @throws GitException.MissingBranch if there is no such branch
     */
    public Snapshot tip(String branch) {
        return find(branch).orElseThrow(() -> missing(GitNames.ref(branch), url));
    }

    /**
     * A branch as it is now, fetched.
     *
     * @param branch its name
     * @return its tip; empty where there is no such branch
     */
    public Optional<Snapshot> find(String branch) {
        String ref = GitNames.ref(branch);
        return store.call(() -> {
            @Nullable ObjectId tip = store.fetchTip(ref);
            return tip == null ? Optional.<Snapshot>empty() : Optional.of(store.snapshot(ref, tip));
        });
    }

    /**
     * The repository at a commit.
     *
     * @param commit a full commit id
     * @return the snapshot
     * @throws GitException.MissingCommit if the remote has no such commit, or does not give it
     */
    public Snapshot at(String commit) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(commit));
        return store.call(() -> store.snapshot(null, id));
    }

    /**
     * Makes a commit on a branch and pushes it. On a lost race the intent is asked again on the new tip.
     *
     * @param branch a branch that is there
     * @param intent what is wanted
     * @param <T> what the intent answers where there is nothing to commit
     * @return how it ended
     * @throws GitException.MissingBranch if there is no such branch
     * @throws GitException.TooBusy if the budget was spent on lost races or waiting
     */
    public <T> PushResult<T> commit(String branch, Intent<T> intent) {
        String ref = GitNames.ref(branch);
        return store.call(() -> new Committer<>(store, options, ref, false, intent).run());
    }

    /**
     * Like {@link #commit}, but a branch that is not there is begun, without a parent; its snapshot is empty.
     *
     * @param branch the branch
     * @param intent what is wanted
     * @param <T> what the intent answers where there is nothing to commit
     * @return how it ended
     */
    public <T> PushResult<T> commitOrStart(String branch, Intent<T> intent) {
        String ref = GitNames.ref(branch);
        return store.call(() -> new Committer<>(store, options, ref, true, intent).run());
    }

    /**
     * Makes a commit on the tip of one branch and pushes it as another branch, in place of whatever that one had.
     *
     * @param branch the branch to make or to replace, as in {@code gitops/change/shop/production}
     * @param base the branch whose tip the commit is made on
     * @param intent what is wanted of the base
     * @param <T> what the intent answers where there is nothing to commit
     * @return how it ended
     */
    public <T> PushResult<T> propose(String branch, String base, Intent<T> intent) {
        String ref = GitNames.ref(branch);
        String onto = GitNames.ref(base);
        return store.call(() -> new Proposer<>(store, options, ref, onto, intent).run());
    }

    /**
     * Removes a branch, if it is still where it was seen.
     *
     * @param branch the branch
     * @param seen the full id of the commit it was seen at
     * @return true if it is gone now; false if it has moved, or the host refuses
     */
    public boolean delete(String branch, String seen) {
        String ref = GitNames.ref(branch);
        ObjectId expected = ObjectId.fromString(GitNames.checkCommit(seen));
        return store.call(() -> {
            try (Pushing pushing = store.remote().push(store.repository())) {
                @Nullable ObjectId tip = pushing.tip(ref);
                if (tip == null || !tip.equals(expected)) {
                    return tip == null;
                }
                Verdict verdict = pushing.push(ref, expected, null, Set.of());
                Optional<String> lock = verdict.mentionsLock() ? store.remote().lockOn(ref) : Optional.empty();
                if (lock.isPresent()) {
                    throw new GitException.Locked("cannot delete " + ref + " of " + url + ": " + lock.get());
                }
                return verdict.isPushed();
            }
        });
    }

    /**
     * The remote's branches that begin with a prefix.
     *
     * @param prefix as in {@code gitops/change/}; empty for all
     * @return commit ids by branch name
     */
    public Map<String, String> branches(String prefix) {
        if (!prefix.isEmpty()) {
            GitNames.checkBranch(prefix.endsWith("/") ? prefix + "x" : prefix);
        }
        return store.call(() -> {
            Map<String, String> branches = new TreeMap<>();
            store.remote()
                    .refs(store.repository(), Constants.R_HEADS + prefix)
                    .forEach((ref, id) -> branches.put(ref.substring(Constants.R_HEADS.length()), id.name()));
            return branches;
        });
    }

    /**
     * The files that differ between two commits.
     *
     * @param from a full commit id; empty for no files
     * @param to a full commit id
     * @return the paths, sorted
     */
    public Set<String> changedPaths(String from, String to) {
        return store.call(() -> {
            Set<String> paths = new TreeSet<>();
            try (TreeWalk walk = new TreeWalk(store.repository())) {
                if (from.isEmpty()) {
                    walk.addTree(new org.eclipse.jgit.treewalk.EmptyTreeIterator());
                } else {
                    walk.addTree(store.commit(ObjectId.fromString(GitNames.checkCommit(from)))
                            .getTree());
                }
                walk.addTree(store.commit(ObjectId.fromString(GitNames.checkCommit(to)))
                        .getTree());
                walk.setFilter(TreeFilter.ANY_DIFF);
                walk.setRecursive(true);
                while (walk.next()) {
                    paths.add(walk.getPathString());
                }
            }
            return paths;
        });
    }

    /**
     * What a merge of a commit into another one would give. Nothing is pushed, and no branch is moved: the objects of the merge are in the cache alone. Renames are not followed: a file that one side
     * renamed and the other changed is a conflict.
     *
     * @param target the full id of the commit that is merged into
     * @param head the full id of the commit that is merged
     * @param base the full id of the commit where their histories part
     * @return the merge
     */
    public Merging merging(String target, String head, String base) {
        return store.call(() -> {
            RevCommit into = store.commit(ObjectId.fromString(GitNames.checkCommit(target)));
            RevCommit merged = store.commit(ObjectId.fromString(GitNames.checkCommit(head)));
            RevCommit parting = store.commit(ObjectId.fromString(GitNames.checkCommit(base)));
            try (ObjectReader reader = store.repository().newObjectReader();
                    ObjectInserter inserter = store.repository().newObjectInserter()) {
                TreeMerge merge = new TreeMerge(store, reader, inserter);
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(merge.merge(parting.getTree(), into.getTree(), merged.getTree()));
                commit.setParentIds(into, merged);
                int seconds = Math.max(into.getCommitTime(), merged.getCommitTime());
                PersonIdent nobody =
                        new PersonIdent("gitops", "gitops", Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
                commit.setAuthor(nobody);
                commit.setCommitter(nobody);
                commit.setMessage("What a merge would give");
                if (!merge.conflicts().isEmpty()) {
                    return new Merging(Optional.empty(), merge.conflicts());
                }
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                return new Merging(Optional.of(store.snapshot(null, id)), Set.of());
            }
        });
    }

    /**
     * Whether a commit of any repository is another one or its ancestor. Only commits are fetched, where the server can filter.
     *
     * @param repository the repository's address; it gets the login of sources, or this one's where it has the same origin
     * @param ancestor a full commit id
     * @param descendant a full commit id
     * @return true if so
     * @throws GitException.MissingCommit if the repository does not have one of them
     */
    public boolean isAncestor(String repository, String ancestor, String descendant) {
        RemoteUrl source = RemoteUrl.parse(repository);
        ObjectId older = ObjectId.fromString(GitNames.checkCommit(ancestor));
        ObjectId newer = ObjectId.fromString(GitNames.checkCommit(descendant));
        try (Store commits = store(source, LoginRules.sources(url, options), "-commits", "tree:0")) {
            return commits.call(() -> {
                commits.commit(older);
                commits.commit(newer);
                return new History(commits, null, newer).contains(older);
            });
        }
    }

    /**
     * When a commit of any repository was committed. Only that commit is fetched, where the server can filter.
     *
     * @param repository the repository's address; it gets the login of sources, or this one's where it has the same origin
     * @param commit a full commit id
     * @return the committer's time
     * @throws GitException.MissingCommit if the repository does not have it
     */
    public Instant commitTime(String repository, String commit) {
        ObjectId id = ObjectId.fromString(GitNames.checkCommit(commit));
        try (Store commits =
                store(RemoteUrl.parse(repository), LoginRules.sources(url, options), "-commits", "tree:0")) {
            return commits.call(() -> commits.commit(id).getCommitterIdent().getWhenAsInstant());
        }
    }

    /**
     * A branch of its own history that only grows, such as {@code gitops/audit}; begun with the first record.
     *
     * @param branch the branch
     * @return the branch as a store of records
     */
    public RecordBranch records(String branch) {
        GitNames.checkBranch(branch);
        return new GitRecordBranch(this, branch, options.committer(), options.clock());
    }

    SourceTree tipOrEmpty(String branch) {
        return find(branch).orElseGet(() -> new GitSnapshot(store, null, null, null));
    }

    FileHistory fileHistory() {
        return new FileHistory(store);
    }

    @Override
    public void close() {
        store.close();
    }

    static GitException missing(String ref, RemoteUrl url) {
        return new GitException.MissingBranch(url + " has no branch " + ref.substring(Constants.R_HEADS.length())
                + "; check the name, or push the branch first");
    }
}
