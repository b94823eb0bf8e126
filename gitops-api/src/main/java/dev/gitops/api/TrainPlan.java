package dev.gitops.api;

import java.time.Duration;

/** What a train would do now. Making a plan has no effect; {@link #execute()} asks every promotion again on the newest state before it acts. */
public interface TrainPlan {

    /** {@return what was asked for} */
    Train train();

    /** {@return how it would end; commits are empty} */
    TrainOutcome expected();

    /**
     * Carries the train out: a commit, or a change request, with all that goes.
     *
     * @return how it ended
     * @throws GitOpsException if it could not be carried out; asking again takes up what is left
     */
    TrainOutcome execute();

    /**
     * Carries the train out, and follows its change requests until they are merged or closed.
     *
     * @param timeout how long to wait at the most
     * @return how it ended; {@code Requested} where the time ran out
     */
    TrainOutcome executeAndWait(Duration timeout);
}
