package dev.gitops.engine;

import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Plan;
import dev.gitops.api.Preview;
import dev.gitops.api.PreviewBuild;
import dev.gitops.api.Previews;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Previews, each call of which has a deadline. */
record TimedPreviews(Previews previews, Limit limit) implements Previews {

    private static final String LIST = "the list of previews";

    @Override
    public List<Preview> list() {
        return limit.on(LIST, () -> previews.list());
    }

    @Override
    public List<Preview> list(String app) {
        return limit.on(LIST, () -> previews.list(app));
    }

    @Override
    public List<Preview> ended() {
        return limit.on(LIST, () -> previews.ended());
    }

    @Override
    public List<Preview> ended(String app) {
        return limit.on(LIST, () -> previews.ended(app));
    }

    @Override
    public Plan up(PreviewBuild build) {
        String what = words(build.app(), build.request());
        return new TimedPlan(limit.on(what, () -> previews.up(build)), limit, what);
    }

    @Override
    public Plan down(String app, long request) {
        return ending(app, request, () -> previews.down(app, request));
    }

    @Override
    public Plan down(String app, long request, String reason) {
        return ending(app, request, () -> previews.down(app, request, reason));
    }

    private Plan ending(String app, long request, Supplier<Plan> plan) {
        String what = "the end of " + words(app, request);
        return new TimedPlan(limit.on(what, plan), limit, what);
    }

    @Override
    public DeploymentPlan deployment(String app, long request) {
        String what = "the deployment of " + words(app, request);
        return new TimedDeploymentPlan(limit.on(what, () -> previews.deployment(app, request)), limit, what);
    }

    @Override
    public Optional<String> tell(String app, long request, State state) {
        return limit.on(words(app, request), () -> previews.tell(app, request, state));
    }

    @Override
    public EnvironmentName name(String app, long request) {
        return previews.name(app, request);
    }

    private static String words(String app, long request) {
        return "the preview of request " + request + " of " + app;
    }
}
