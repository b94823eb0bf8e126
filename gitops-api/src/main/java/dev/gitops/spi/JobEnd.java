package dev.gitops.spi;

import java.util.List;

/**
 * How a Job that verifies a deployment ended.
 *
 * @param succeeded whether it completed
 * @param ran whether it was run at all; one that could not be made says nothing of what was delivered
 * @param detail how it ended, in words
 * @param logTail the last lines of its log, secrets replaced
 */
public record JobEnd(boolean succeeded, boolean ran, String detail, List<String> logTail) {

    /** Copies the lines. */
    public JobEnd {
        logTail = List.copyOf(logTail);
    }
}
