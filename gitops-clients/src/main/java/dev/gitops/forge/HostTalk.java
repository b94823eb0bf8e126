package dev.gitops.forge;

import dev.gitops.spi.CommitStatus;
import java.util.stream.Stream;

/** What a host shows of a change request beside the change: comments, and what was found out about its commits. */
public interface HostTalk {

    /**
     * The comments that do not belong to a line, oldest first.
     *
     * @param number the change request's number
     * @return the comments
     */
    Stream<HostComment> comments(long number);

    /**
     * Writes a comment; where the answer is lost, looks whether it is there before it tries again.
     *
     * @param number the change request's number
     * @param text what it says
     */
    void write(long number, String text);

    /**
     * Changes a comment.
     *
     * @param number the change request's number
     * @param comment the comment
     * @param text what it shall say
     */
    void rewrite(long number, HostComment comment, String text);

    /**
     * Sets a status.
     *
     * @param number the change request's number
     * @param commit the full id of the commit
     * @param status what was found out; its description is one short line
     * @param url where more is to be read
     */
    void status(long number, String commit, CommitStatus status, String url);
}
