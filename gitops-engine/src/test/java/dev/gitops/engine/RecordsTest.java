package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Records;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

    @TempDir
    private Path folder;

    @Test
    void aDeploymentIsFoundByItsIdAndByTheTimeItRanAndTheTrailIsWhole() throws Exception {
        try (GitOps gitops = new TestWorld(folder).as("alice")) {
            Instant before = Instant.now();
            DeploymentOutcome deployed =
                    Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute();
            Records records = gitops.records();
            DeploymentRecord record = records.find(deployed.report().record()).orElseThrow();
            assertThat(record.outcome()).isEqualTo("verified");
            assertThat(records.at("shop", DEV, Instant.now())).contains(record);
            assertThat(records.at("shop", DEV, before)).isEmpty();
            assertThat(records.find("01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEmpty();
            assertThat(records.verify()).isEqualTo(new Records.Verification(true, 1, ""));
        }
    }
}
