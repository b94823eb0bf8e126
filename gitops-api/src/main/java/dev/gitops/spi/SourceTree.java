package dev.gitops.spi;

import java.util.List;
import java.util.Optional;

/**
 * The files of a repository at one commit, read object by object without a checkout. Paths are relative to the repository's root, parted by {@code /}, without {@code .},
 * {@code ..}, empty parts or a leading slash; the root itself is the empty path. Safe for use by several threads.
 */
public interface SourceTree {

    /** What stands at a path. */
    enum Type {
        /** A file, executable or not. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link; its content is its target. Nobody follows it but the reader. */
        SYMLINK,
        /** A submodule, whose content is elsewhere. */
        SUBMODULE
    }

    /**
     * A name in a directory.
     *
     * @param name the last part of the path
     * @param type what it is
     */
    record Entry(String name, Type type) {}

    /** {@return the full id of the commit; empty where the files come from no commit} */
    String commit();

    /**
     * What stands at a path.
     *
     * @param path the path
     * @return its type; empty where nothing is there
     */
    Optional<Type> type(String path);

    /**
     * The content of a file, or the target of a symbolic link.
     *
     * @param path the path
     * @return the bytes; empty where there is no file or link
     */
    Optional<byte[]> read(String path);

    /**
     * What a directory holds.
     *
     * @param path the directory's path
     * @return its entries by name; empty where there is no directory
     */
    List<Entry> list(String path);

    /**
     * An id that changes exactly when anything at or below the path changes (Git's object id), so that what was derived from it can be kept.
     *
     * @param path the path
     * @return the id; empty where nothing is there, or where the tree knows no ids
     */
    Optional<String> id(String path);

    /**
     * Whether the same is at a path, and below it, as in another tree. A tree may know that without knowing what it is.
     *
     * @param path the path
     * @param other the other tree
     * @return true if both have the same id there, or none
     */
    default boolean isSame(String path, SourceTree other) {
        return id(path).equals(other.id(path));
    }
}
