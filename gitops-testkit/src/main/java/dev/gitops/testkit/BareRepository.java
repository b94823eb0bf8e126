package dev.gitops.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Bare Git repositories, as a host keeps them: what tools clone and push to. */
public final class BareRepository {

    private BareRepository() {}

    /**
     * Makes an empty one, whose branch is to be {@code main}.
     *
     * @param folder where it is to be; made where it is not there
     * @return the folder, which is an address for Git as well
     */
    public static Path at(Path folder) {
        Objects.requireNonNull(folder, "folder");
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        GitProcess.run(folder, "somebody", "init", "--quiet", "--bare", "--initial-branch", "main");
        return folder;
    }
}
