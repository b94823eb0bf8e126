package dev.gitops.engine;

import dev.gitops.api.App;
import dev.gitops.api.AppSpec;
import dev.gitops.api.BakeReport;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** An application each call of which has a deadline. */
record TimedApp(App app, Limit limit) implements App {

    private <T> T on(String what, EnvironmentName environment, Supplier<T> call) {
        return limit.on(what + " of " + name() + " in " + environment, call);
    }

    @Override
    public AppSpec spec() {
        return app.spec();
    }

    @Override
    public App within(Duration time) {
        return app.within(time);
    }

    @Override
    public Plan plan(Change change) {
        Objects.requireNonNull(change, "change");
        String what = change.operation() + " of " + name() + " in " + change.environment();
        return new TimedPlan(limit.on("the plan for the " + what, () -> app.plan(change)), limit, what);
    }

    @Override
    public ChangeOutcome execute(Change change) {
        Objects.requireNonNull(change, "change");
        return on(change.operation().word(), change.environment(), () -> app.execute(change));
    }

    @Override
    public DeploymentPlan plan(Deployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        String what = "deployment of " + name() + " in " + deployment.environment();
        return new TimedDeploymentPlan(limit.on("the plan for the " + what, () -> app.plan(deployment)), limit, what);
    }

    @Override
    public DeploymentOutcome execute(Deployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return on("deployment", deployment.environment(), () -> app.execute(deployment));
    }

    @Override
    public List<HistoryEntry> history(EnvironmentName environment, int limited) {
        return on("history", environment, () -> app.history(environment, limited));
    }

    @Override
    public List<EnvironmentStatus> status() {
        return limit.on("status of " + name(), app::status);
    }

    @Override
    public List<EnvironmentStatus> liveStatus() {
        return limit.on("status of " + name(), app::liveStatus);
    }

    @Override
    public String render(EnvironmentName environment) {
        return on("rendering", environment, () -> app.render(environment));
    }

    @Override
    public String render(EnvironmentName environment, String commit) {
        return on("rendering", environment, () -> app.render(environment, commit));
    }

    @Override
    public List<ObjectDifference> diff(EnvironmentName environment) {
        return on("diff", environment, () -> app.diff(environment));
    }

    @Override
    public List<ObjectDifference> drift(EnvironmentName environment) {
        return on("drift", environment, () -> app.drift(environment));
    }

    @Override
    public BakeReport bake(EnvironmentName environment) {
        return on("the bake", environment, () -> app.bake(environment));
    }

    @Override
    public List<ObjectDifference> parity(EnvironmentName left, EnvironmentName right) {
        return on("parity", left, () -> app.parity(left, right));
    }

    @Override
    public String controllerResources(EnvironmentName environment) {
        return on("controller resources", environment, () -> app.controllerResources(environment));
    }
}
