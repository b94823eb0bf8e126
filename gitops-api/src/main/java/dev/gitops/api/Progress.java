package dev.gitops.api;

/** Is told, in a sentence each, what a long operation is doing. Called from the thread that runs the operation, or from several. */
@FunctionalInterface
public interface Progress {

    /** Says nothing. */
    Progress SILENT = message -> {};

    /**
     * Something happened.
     *
     * @param message one line without secrets, as in {@code "lost the race for main; asking again on 1a2b3c4"}
     */
    void tell(String message);
}
