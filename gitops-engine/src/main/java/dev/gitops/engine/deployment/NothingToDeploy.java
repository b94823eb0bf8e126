package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Place;
import dev.gitops.spi.RenderedManifests;
import java.util.List;

/**
 * The deployment of what does not ask for one, as nothing was released or all was taken out already: it says so and does nothing, and no record is written of it.
 *
 * @param place the application and environment
 * @param commit the commit that was looked at
 * @param why why there is nothing to do
 */
record NothingToDeploy(Place place, String commit, String why) implements DeploymentPlan {

    @Override
    public String diff() {
        return "";
    }

    @Override
    public String diffDigest() {
        return RenderedManifests.digest("");
    }

    @Override
    public List<Refusal> refusals() {
        return List.of();
    }

    @Override
    public ApprovalNeed approval() {
        return ApprovalNeed.NONE;
    }

    @Override
    public List<String> notices() {
        return List.of(why);
    }

    @Override
    public DeploymentOutcome execute() {
        return new DeploymentOutcome.Unchanged(DeploymentReport.builder()
                .app(place.app().name())
                .environment(place.environment().name())
                .commit(commit)
                .delivery(place.environment().delivery().kind())
                .notices(notices())
                .build());
    }
}
