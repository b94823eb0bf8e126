package dev.gitops.spi;

import java.util.List;
import java.util.Optional;

/** Publishes files on branches of the config repository that nobody else writes: {@code rendered/<environment>}. */
public interface Publisher {

    /**
     * Makes files have a content, in one commit; none is made where they have it already. Races with other writers are settled behind it.
     *
     * @param branch the branch; made where it is not there
     * @param message the message's subject
     * @param edits the files
     * @return the full id of the commit; empty where nothing had to change
     */
    Optional<String> publish(String branch, String message, List<FileEdit> edits);

    /**
     * What a branch has.
     *
     * @param branch the branch
     * @return its newest tree; empty where it is not there
     */
    Optional<SourceTree> tip(String branch);
}
