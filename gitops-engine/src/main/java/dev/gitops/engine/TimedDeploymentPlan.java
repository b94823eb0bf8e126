package dev.gitops.engine;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.Refusal;
import java.util.List;
import java.util.Optional;

/** A deployment's plan that has a deadline where it is carried out; all else of it is known already. */
record TimedDeploymentPlan(DeploymentPlan plan, Limit limit, String what) implements DeploymentPlan {

    @Override
    public String commit() {
        return plan.commit();
    }

    @Override
    public String diff() {
        return plan.diff();
    }

    @Override
    public String diffDigest() {
        return plan.diffDigest();
    }

    @Override
    public Optional<String> delivery() {
        return plan.delivery();
    }

    @Override
    public Optional<String> renderedDigest() {
        return plan.renderedDigest();
    }

    @Override
    public List<Refusal> refusals() {
        return plan.refusals();
    }

    @Override
    public ApprovalNeed approval() {
        return plan.approval();
    }

    @Override
    public List<String> notices() {
        return plan.notices();
    }

    @Override
    public DeploymentOutcome execute() {
        return limit.on(what, plan::execute);
    }
}
