package dev.gitops.cli.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeployedObject;
import dev.gitops.spi.DeliveryResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that lacks the classes of a deployment only makes it slower, so that nobody else would tell. */
class WarmupClusterTest {

    @Test
    void theDeliveriesThatAnArchiveIsMadeOfGoToTheirEnd(@TempDir Path folder) throws Exception {
        List<DeliveryResult> results = WarmupCluster.deliver(folder);

        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(DeliveryResult.Delivered.class));
        assertThat(results)
                .extracting(result -> result.objects().stream()
                        .map(DeployedObject::action)
                        .distinct()
                        .toList())
                .as("something new, the same again, something changed")
                .containsExactly(
                        List.of(DeployedObject.Action.CREATED),
                        List.of(DeployedObject.Action.UNCHANGED),
                        List.of(DeployedObject.Action.CHANGED, DeployedObject.Action.UNCHANGED));
    }
}
