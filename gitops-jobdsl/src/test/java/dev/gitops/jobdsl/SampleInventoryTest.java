package dev.gitops.jobdsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.dsl.SeedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inventory that the seed brings as a sample is a valid one. */
class SampleInventoryTest {

    @Test
    void givesTheJobsOfItsApplication(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("apps.yaml"), text());

        JobPlan plan = JobPlan.of(Inventory.load(file));

        assertThat(plan.pipelines())
                .extracting(job -> job.path())
                .contains(
                        "gitops/deliver/shop/release",
                        "gitops/deliver/shop/deploy-production",
                        "gitops/deliver/shop/promote",
                        "gitops/deliver/shop/rollback");
        assertThat(plan.inventory().credentials()).isEqualTo("config-repo");
    }

    @Test
    void tellsBuildsAndDeploymentsOfAnApplicationThatCarriesItsChartApart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("apps.yaml"), text());
        String own = "https://git.example.com/payments/cart.git";

        JobPlan plan = JobPlan.of(Inventory.load(file));

        assertThat(plan.multibranch())
                .filteredOn(job -> job.path().equals("gitops/build/cart"))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.repository()).isEqualTo(own);
                    assertThat(job.excludes()).contains("gitops/*");
                });
        assertThat(plan.pipelines())
                .filteredOn(job -> job.script().equals("dispatch"))
                .as("a poll of each config repository")
                .hasSize(2)
                .anySatisfy(job -> assertThat(job.data().polls())
                        .extracting(poll -> poll.repository())
                        .containsExactly(own));
    }

    /** With the kind of manifests that every class path has. */
    private static String text() throws Exception {
        return SeedRun.file("apps.yaml")
                .replaceAll("\\{ (kustomize|helm): .* }\n", "{ plain: \"apps/{app}/{environment}\" }\n");
    }

    @Test
    void mayNameALoginOfSourcesAndCredentialsATeam(@TempDir Path folder) throws Exception {
        String text = text().replace(
                        "slack: slack-webhook", "source: source-reader, auditKey: audit-key, slack: \"slack-{team}\"");
        Path file = Files.writeString(folder.resolve("apps.yaml"), text);

        JobPlan plan = JobPlan.of(Inventory.load(file));

        assertThat(plan.json()).contains("\"credentials\":\"source-reader\"", "slack-payments", "audit-key");
    }
}
