package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.StatusOutput;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops status}. */
@Command(
        name = "status",
        description = "Shows what Git wants in each environment, what was deployed there, and how it was seen.")
public final class StatusCommand implements Callable<Integer>, HasColumns {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "APP", description = "The application (default: all).")
    private @Nullable String app;

    @Option(names = "--live", description = "Ask the clusters for health and drift (default: as last deployed).")
    private boolean live;

    /** For picocli. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = app == null ? common.open() : common.open(app)) {
            List<EnvironmentStatus> statuses = app == null ? all(gitops) : one(gitops.app(app));
            Instant now = common.settings().clock().instant();
            common.print(() -> StatusOutput.json(statuses), StatusOutput.table(statuses, now));
            boolean told = statuses.stream().allMatch(status -> status.problem() == null);
            return told ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private List<EnvironmentStatus> all(GitOps gitops) {
        return live ? gitops.liveStatus() : gitops.status();
    }

    private List<EnvironmentStatus> one(App only) {
        return live ? only.liveStatus() : only.status();
    }
}
