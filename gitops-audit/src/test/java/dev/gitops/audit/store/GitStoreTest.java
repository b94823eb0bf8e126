package dev.gitops.audit.store;

import dev.gitops.record.Ulid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.FileUtils;

/** The store of {@code gitops-api} does what the others do. What is its own is tested there. */
class GitStoreTest extends StoreContract {

    private static final String REF = "refs/heads/gitops/audit";

    @Override
    String kind() {
        return "git";
    }

    @Override
    Object options() {
        return Map.of("remote", "remote.git");
    }

    /** Writes the branch anew without the newest record, and forgets what this machine has seen. */
    @Override
    void cutOffNewest() throws Exception {
        try (Git git = Git.open(home.resolve("remote.git").toFile());
                ObjectInserter inserter = git.getRepository().newObjectInserter()) {
            Repository repository = git.getRepository();
            DirCache files = DirCache.read(repository.newObjectReader(), tree(repository));
            List<DirCacheEntry> entries = List.of(files.getEntriesWithin(""));
            String newest = entries.stream()
                    .map(DirCacheEntry::getPathString)
                    .filter(path -> path.startsWith("records/"))
                    .max(Comparator.comparing(GitStoreTest::idIn))
                    .orElseThrow();
            DirCacheBuilder fewer = files.builder();
            entries.stream()
                    .filter(entry -> !entry.getPathString().equals(newest)
                            && !entry.getPathString().startsWith("notes/"))
                    .forEach(fewer::add);
            fewer.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setAuthor(new PersonIdent("mallory", "mallory@example.com"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("record: as if nothing had been");
            ObjectId rewritten = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.updateRef(REF);
            update.setNewObjectId(rewritten);
            update.setForceUpdate(true);
            update.update();
        }
        store.close();
        FileUtils.delete(home.resolve("cache").toFile(), FileUtils.RECURSIVE);
    }

    private static ObjectId tree(Repository repository) throws Exception {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(repository.resolve(REF)).getTree().copy();
        }
    }

    private static String idIn(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, Ulid.LENGTH);
    }
}
