package dev.gitops.engine;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A plan each call of which has a deadline; it is evaluated when somebody looks. */
record TimedPlan(Plan plan, Limit limit, String what) implements Plan {

    @Override
    public ChangeSummary summary() {
        return limit.on(what, plan::summary);
    }

    @Override
    public ChangeOutcome expected() {
        return limit.on(what, plan::expected);
    }

    @Override
    public List<String> files() {
        return limit.on(what, plan::files);
    }

    @Override
    public String targetBranch() {
        return limit.on(what, plan::targetBranch);
    }

    @Override
    public Optional<String> commitMessage() {
        return limit.on(what, plan::commitMessage);
    }

    @Override
    public ChangeOutcome execute() {
        return limit.on(what, plan::execute);
    }

    @Override
    public ChangeOutcome executeAndWait(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return limit.on(what, () -> plan.executeAndWait(timeout));
    }
}
