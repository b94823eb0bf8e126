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
        // The kind of manifests that every class path has.
        String text =
                SeedRun.file("apps.yaml").replace("{ kustomize: apps/shop }", "{ plain: \"apps/shop/{environment}\" }");
        Path file = Files.writeString(folder.resolve("apps.yaml"), text);

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
    void mayNameALoginOfSourcesAndCredentialsATeam(@TempDir Path folder) throws Exception {
        String text = SeedRun.file("apps.yaml")
                .replace("{ kustomize: apps/shop }", "{ plain: \"apps/shop/{environment}\" }")
                .replace("slack: slack-webhook", "source: source-reader, auditKey: audit-key, slack: \"slack-{team}\"");
        Path file = Files.writeString(folder.resolve("apps.yaml"), text);

        JobPlan plan = JobPlan.of(Inventory.load(file));

        assertThat(plan.json()).contains("\"credentials\":\"source-reader\"", "slack-payments", "audit-key");
    }
}
