package dev.gitops.cli.command.audit;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.engine.AuditTrail;
import dev.gitops.spi.RecordEndpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gitops audit replay}. */
@Command(name = "replay", description = "Sends the audit system what it has not acknowledged.")
public final class AuditReplayCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** For picocli. */
    public AuditReplayCommand() {}

    @Override
    public Integer call() {
        Settings settings = common.settings();
        try (AuditTrail trail = AuditTrail.open(Inventory.load(common.inventoryFile(settings)), settings)) {
            RecordEndpoint endpoint = trail.endpoint()
                    .orElseThrow(() -> Arguments.refuse(
                            "audit.endpoint", "", "the inventory names no endpoint", "add audit: { endpoint: URL }"));
            RecordEndpoint.Delivered sent = endpoint.replay();
            common.print(
                    Json.object()
                            .put("acknowledged", sent.acknowledged())
                            .put("waiting", sent.waiting())
                            .put("refused", sent.refused())
                            .put("problem", sent.problem()),
                    sent.acknowledged() + " acknowledged, " + sent.waiting() + " waiting, " + sent.refused()
                            + " refused" + (sent.problem().isEmpty() ? "" : ": " + sent.problem()));
            return sent.waiting() == 0 && sent.refused() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
