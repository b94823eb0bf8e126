package dev.gitops.git;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A clone on this machine.
 *
 * @param gitFolder its Git folder, absolute
 * @param branch the branch that is checked out; empty where a commit is
 * @param head the full id of the commit that is checked out; empty in a clone without commits
 */
public record LocalClone(Path gitFolder, Optional<String> branch, Optional<String> head) {

    /**
     * The clone that a folder belongs to.
     *
     * @param folder the work tree or the Git folder
     * @return the clone
     * @throws InvalidInputException if there is none
     */
    public static LocalClone at(Path folder) {
        return Failures.translated(folder, () -> {
            FileRepositoryBuilder builder = new FileRepositoryBuilder();
            builder.findGitDir(folder.toAbsolutePath().normalize().toFile());
            if (builder.getGitDir() == null) {
                throw refuse(folder);
            }
            try (Repository repository = builder.build()) {
                @Nullable String head = repository.getFullBranch();
                Optional<String> branch = Optional.ofNullable(head)
                        .filter(name -> name.startsWith(Constants.R_HEADS))
                        .map(name -> name.substring(Constants.R_HEADS.length()));
                Optional<String> commit =
                        Optional.ofNullable(repository.resolve(Constants.HEAD)).map(ObjectId::name);
                Path gitFolder =
                        repository.getDirectory().toPath().toAbsolutePath().normalize();
                return new LocalClone(gitFolder, branch, commit);
            } catch (IOException unreadable) {
                throw refuse(folder);
            }
        });
    }

    /**
     * The clone as a repository to read from: its branches are the local ones and, beside them, those that it knows of its remote. A checkout of Jenkins has only the latter. Nothing is written
     * to the clone; its objects are read where they are.
     *
     * @param cacheFolder the folder of all caches, which holds the little that such a repository consists of
     * @return its absolute path
     * @throws GitException.UnusableCache if it cannot be written
     */
    public Path readable(Path cacheFolder) {
        return CloneView.of(gitFolder, cacheFolder);
    }

    private static InvalidInputException refuse(Path folder) {
        return new InvalidInputException(
                "the clone " + folder,
                List.of(Problem.of(
                        "--clone", folder.toString(), "is no clone of a Git repository", "give the folder of one")));
    }
}
