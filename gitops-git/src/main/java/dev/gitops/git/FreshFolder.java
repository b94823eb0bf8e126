package dev.gitops.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A folder whose files were never committed, looked at as if they had been. */
public final class FreshFolder {

    private static final String BRANCH = "main";
    private static final PersonIdent NOBODY = new PersonIdent("gitops", "gitops@localhost");

    private FreshFolder() {}

    /**
     * Whether nothing of a folder was ever committed: it is no clone, or one without commits.
     *
     * @param folder the folder
     * @return true if so
     */
    public static boolean is(Path folder) {
        return Files.isDirectory(folder)
                && Failures.translated(folder, () -> {
                    FileRepositoryBuilder builder = new FileRepositoryBuilder();
                    builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
                    if (builder.getGitDir() == null) {
                        return true;
                    }
                    try (Repository repository = builder.build()) {
                        return repository.resolve(Constants.HEAD) == null;
                    }
                });
    }

    /**
     * The files of a folder as one commit, in a repository of the cache; what {@code .gitignore} names is left out. Nothing is written to the folder.
     *
     * @param folder the folder
     * @param cacheFolder the folder of all caches
     * @return that repository as a clone with the commit checked out
     * @throws GitException.UnusableCache if it cannot be written
     */
    public static LocalClone commit(Path folder, Path cacheFolder) {
        Path work = folder.toAbsolutePath().normalize();
        Path home = cacheFolder
                .toAbsolutePath()
                .resolve("fresh")
                .resolve(RemoteUrl.digest(work.toString()).substring(0, 16) + ".git");
        return Failures.translated(folder, () -> {
            if (!Files.exists(home.resolve(Constants.HEAD))) {
                create(home);
            }
            try (Repository repository = new FileRepositoryBuilder()
                            .setGitDir(home.toFile())
                            .setWorkTree(work.toFile())
                            .build();
                    ObjectInserter inserter = repository.newObjectInserter()) {
                DirCache files = DirCache.newInCore();
                DirCacheBuilder builder = files.builder();
                new WorkTreeFiles(repository, inserter).all().values().forEach(builder::add);
                builder.finish();
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(files.writeTree(inserter));
                commit.setAuthor(NOBODY);
                commit.setCommitter(NOBODY);
                commit.setMessage("The files of " + work.getFileName());
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + BRANCH);
                RefUpdate branch = repository.updateRef(Constants.R_HEADS + BRANCH);
                branch.setNewObjectId(id);
                branch.forceUpdate();
                return new LocalClone(home, Optional.of(BRANCH), Optional.of(id.name()));
            }
        });
    }

    /** Bare, since a repository that is made with a work tree leaves a file there. */
    private static void create(Path home) throws IOException {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(home.toFile()).setBare().build()) {
            repository.create(true);
        }
    }
}
