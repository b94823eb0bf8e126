package dev.gitops.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a change would do now. Making a plan has no effect; {@link #execute()} asks the change again on the newest state before it acts. */
public interface Plan {

    /** {@return what the change is about} */
    ChangeSummary summary();

    /** {@return the change of the files as a unified diff; empty where no file changes} */
    default String diff() {
        return summary().diff();
    }

    /** {@return how it would end; {@code Committed} and {@code Requested} hold an empty commit} */
    ChangeOutcome expected();

    /** {@return the paths of the files that would change} */
    List<String> files();

    /** {@return the branch that would get the commit} */
    String targetBranch();

    /** {@return the message of the commit that would be made; empty where none would} */
    Optional<String> commitMessage();

    /**
     * Carries the change out.
     *
     * @return how it ended
     * @throws GitOpsException if it could not be carried out; {@code retryable()} where another try may do
     */
    ChangeOutcome execute();

    /**
     * Carries the change out, and where that ends in a change request follows it until it is merged or closed.
     *
     * @param timeout how long to wait at the most
     * @return how it ended; {@code Requested} where the time ran out
     */
    ChangeOutcome executeAndWait(Duration timeout);
}
