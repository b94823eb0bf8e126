package dev.gitops.cli.output;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.TrainOutcome;
import java.util.List;
import java.util.stream.Stream;

/** The exit codes of the contract. */
public final class ExitCode {

    /** Done, or nothing to do. */
    public static final int DONE = 0;

    /** Failed. */
    public static final int FAILED = 1;

    /** The input cannot be used. */
    public static final int INVALID = 2;

    /** A policy refused. */
    public static final int REFUSED = 3;

    /** Superseded, conflicting, or closed unmerged. */
    public static final int OVERTAKEN = 4;

    /** The rollout failed or is not healthy. */
    public static final int UNHEALTHY = 5;

    /** A difference was found. */
    public static final int DIFFERENT = 6;

    private ExitCode() {}

    /**
     * The code of a change's outcome.
     *
     * @param outcome the outcome
     * @return the code
     */
    public static int of(ChangeOutcome outcome) {
        if (outcome instanceof ChangeOutcome.Refused) {
            return REFUSED;
        }
        boolean overtaken = outcome instanceof ChangeOutcome.Superseded
                || outcome instanceof ChangeOutcome.Conflicting
                || outcome instanceof ChangeOutcome.Closed;
        return overtaken ? OVERTAKEN : DONE;
    }

    /**
     * The code of a deployment's outcome.
     *
     * @param outcome the outcome
     * @return the code
     */
    public static int of(DeploymentOutcome outcome) {
        if (outcome instanceof DeploymentOutcome.Refused) {
            return REFUSED;
        }
        return outcome instanceof DeploymentOutcome.Failed ? UNHEALTHY : DONE;
    }

    /**
     * The code of a train's outcome: the gravest of its parts; where nothing went, what kept it.
     *
     * @param outcome the outcome
     * @return the code
     */
    public static int of(TrainOutcome outcome) {
        return switch (outcome.word()) {
            case "refused" -> REFUSED;
            case "superseded", "conflicting", "closed" -> OVERTAKEN;
            default -> DONE;
        };
    }

    /**
     * The code of several deployments: that of the gravest.
     *
     * @param deployments how each ended
     * @return the code; {@link #DONE} where there are none
     */
    public static int of(List<OrderedDeployment> deployments) {
        List<Integer> codes = deployments.stream()
                .map(each -> each.outcome().map(ExitCode::of).orElse(FAILED))
                .toList();
        return Stream.of(UNHEALTHY, FAILED, REFUSED)
                .filter(codes::contains)
                .findFirst()
                .orElse(DONE);
    }
}
