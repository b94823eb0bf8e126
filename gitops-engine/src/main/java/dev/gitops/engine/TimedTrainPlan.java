package dev.gitops.engine;

import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainPlan;
import java.time.Duration;
import java.util.Objects;

/** A train's plan each call of which has a deadline. */
record TimedTrainPlan(TrainPlan plan, Limit limit, String what) implements TrainPlan {

    @Override
    public Train train() {
        return plan.train();
    }

    @Override
    public TrainOutcome expected() {
        return limit.on(what, plan::expected);
    }

    @Override
    public TrainOutcome execute() {
        return limit.on(what, plan::execute);
    }

    @Override
    public TrainOutcome executeAndWait(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return limit.on(what, () -> plan.executeAndWait(timeout));
    }
}
