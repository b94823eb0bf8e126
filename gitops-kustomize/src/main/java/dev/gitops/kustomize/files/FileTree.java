package dev.gitops.kustomize.files;

import dev.gitops.stability.Stable;
import java.util.List;

/**
 * A read-only tree of files. Paths are absolute, with {@code /} between their parts and without {@code .} or {@code ..}; the tree's own
 * root is {@code /}. A tree must not change while a build reads it, and must bear several threads.
 */
@Stable
public interface FileTree {

    /** What stands at a path. */
    enum Type {
        /** A file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** Nothing. */
        ABSENT
    }

    /**
     * What stands at a path, symbolic links followed.
     *
     * @param path a path
     * @return its type
     */
    Type type(String path);

    /**
     * The names in a directory, symbolic links followed.
     *
     * @param path a path
     * @return the names, sorted; empty where there is no directory
     */
    List<String> list(String path);

    /**
     * A file's content, symbolic links followed.
     *
     * @param path a path
     * @return the bytes; the caller does not change them
     * @throws UnreadableFileException where there is no such file or it cannot be read
     */
    byte[] read(String path);

    /**
     * The path without symbolic links: where the file or directory really is. It decides whether a file is within a root.
     *
     * @param path a path
     * @return the real path
     * @throws UnreadableFileException where there is nothing at the path
     */
    String real(String path);
}
