package dev.gitops.kustomize.files;

/** A file or directory that is not there, or cannot be read. */
public final class UnreadableFileException extends RuntimeException {

    /**
     * An error.
     *
     * @param path the path that was asked for
     * @param why as the operating system puts it: {@code no such file or directory}
     */
    public UnreadableFileException(String path, String why) {
        super("lstat " + path + ": " + why, null, false, false);
    }
}
