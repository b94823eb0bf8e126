package dev.gitops.cli.command;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.report.Report;
import dev.gitops.audit.report.ReportInput;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.ReportFacts;
import dev.gitops.cli.output.ReportLinks;
import dev.gitops.engine.AuditTrail;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops report}. */
@Command(name = "report", description = "Writes the report: what runs where, who did what, and the delivery metrics.")
public final class ReportCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder; made where it is not there.")
    private Path folder = Path.of("");

    @Option(
            names = "--diffs",
            paramLabel = "N",
            description = "Show what the newest N deployments changed, secrets hidden (default: ${DEFAULT-VALUE}).")
    private int diffs = ReportInput.Diffs.MOST;

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    "How many of the newest records the histories of environments have (default: ${DEFAULT-VALUE}).")
    private int records = Report.RECORDS;

    @Option(
            names = {"--drift", "--live"},
            description = "Ask the clusters how they are, and how they differ from Git.")
    private boolean drift;

    /** For picocli. */
    public ReportCommand() {}

    /** Diffs out of the config repository's history. */
    private record TrailDiffs(AuditTrail trail, int most) implements ReportInput.Diffs {
        @Override
        public Optional<String> of(DeploymentRecord deployment, DeploymentRecord before) {
            return trail.diff(deployment, before);
        }
    }

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Inventory inventory = Inventory.load(common.inventoryFile(settings));
        try (GitOps gitops = GitOps.open(inventory, settings);
                AuditTrail trail = AuditTrail.open(inventory, settings)) {
            ReportInput input = ReportFacts.of(
                    gitops,
                    settings.clock().instant(),
                    drift ? gitops.liveStatus() : gitops.status(),
                    new ReportLinks(inventory),
                    new TrailDiffs(trail, diffs));
            Path written = Report.write(trail.store(), input, folder, records);
            common.print(Json.object().put("report", written.toString()), written.toString());
            return ExitCode.DONE;
        }
    }
}
