package dev.gitops.engine;

import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.Plan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The end of applications, each call of which has a deadline. */
record TimedLifecycle(Lifecycle lifecycle, Limit limit) implements Lifecycle {

    @Override
    public Plan removal(
            String app, @Nullable EnvironmentName environment, Set<String> claims, @Nullable String reason) {
        String what = "the removal of " + app;
        return new TimedPlan(limit.on(what, () -> lifecycle.removal(app, environment, claims, reason)), limit, what);
    }

    @Override
    public List<AppEnvironment> leftBehind() {
        return limit.on("the search for what was removed", () -> lifecycle.leftBehind());
    }

    @Override
    public List<AppEnvironment> leftBehind(String repository) {
        return limit.on("the search for what was removed", () -> lifecycle.leftBehind(repository));
    }

    @Override
    public List<EnvironmentName> removedFrom(String app) {
        return limit.on("the search for what was removed", () -> lifecycle.removedFrom(app));
    }

    @Override
    public DeploymentPlan undeployment(String app, Deployment deployment) {
        String what = "the removal of " + app + " from " + deployment.environment();
        return new TimedDeploymentPlan(limit.on(what, () -> lifecycle.undeployment(app, deployment)), limit, what);
    }

    @Override
    public List<HistoryEntry> history(String app, EnvironmentName environment, int limitOfEntries) {
        return limit.on(
                "the history of " + app + " in " + environment,
                () -> lifecycle.history(app, environment, limitOfEntries));
    }
}
