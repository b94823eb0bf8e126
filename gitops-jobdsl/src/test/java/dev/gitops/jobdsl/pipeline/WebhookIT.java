package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Inventory;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import dev.gitops.testing.GiteaServer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A push to a real Gitea reaches the address that the documentation gives for Jenkins, in a form that starts the dispatcher of that repository and no other. */
class WebhookIT {

    private static final int LONGEST_SECONDS = 60;

    private final GiteaServer gitea = GiteaServer.required();
    private final GiteaServer.Repository config = gitea.repository(gitea.organisation("jenkins"), "infra");
    private final GiteaServer.Repository other = gitea.repository(gitea.organisation("jenkins"), "cart");

    @Test
    void startsTheDispatcherOfTheRepositoryThatWasPushedTo() throws Exception {
        Inventory inventory = Sample.inventory()
                .config(new RepositorySpec(config.url(), "main"))
                .putApps("shop", Sample.app("shop").build())
                .putApps(
                        "cart",
                        Sample.app("cart")
                                .config(new RepositorySpec(other.url(), "main"))
                                .build())
                .build();
        try (FakeNotifyCommit jenkins = new FakeNotifyCommit(JobPlan.of(inventory))) {
            gitea.webhook(config, jenkins.address(config.url()), "", "push");
            gitea.webhook(other, jenkins.address(other.url()), "", "push");

            gitea.commit(config, "main", "apps/shop/x.yaml", "x: 1\n");
            assertThat(jenkins.started().poll(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("gitops/deliver/dispatch");

            gitea.commit(other, "main", "deploy/x.yaml", "x: 1\n");
            assertThat(jenkins.started().poll(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .startsWith("gitops/deliver/dispatch-");
            assertThat(jenkins.started()).isEmpty();
        }
    }
}
