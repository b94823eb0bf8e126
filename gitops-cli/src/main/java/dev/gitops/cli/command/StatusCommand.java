package dev.gitops.cli.command;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.DurationOption;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.StatusOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "The application (default: all).")
    private @Nullable String app;

    @Option(names = "--live", description = "Ask the clusters for health and drift (default: as last deployed).")
    private boolean live;

    @Option(
            names = "--watch",
            description = "Look again and again until Ctrl-C; where nobody looks on, print what changed.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "With --watch: how long to wait between two looks (default: 5s).")
    private Duration pause = Duration.ofSeconds(5);

    /** For picocli. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        if (watch && !common.isForPeople()) {
            throw Arguments.refuse(
                    "--watch", null, "shows a table", "leave -o out, or ask again with a loop of your own");
        }
        try (GitOps gitops = app == null ? common.open() : common.open(app)) {
            environment.given(word).ifPresent(name -> Arguments.environment(gitops.inventory(), name.value()));
            return watch ? new Watch(common, pause).show(() -> look(gitops)) : once(gitops);
        }
    }

    private int once(GitOps gitops) {
        List<EnvironmentStatus> statuses = look(gitops);
        Instant now = common.settings().clock().instant();
        common.print(() -> StatusOutput.json(statuses), StatusOutput.table(statuses, now));
        boolean told = statuses.stream().allMatch(status -> status.problem() == null);
        return told ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<EnvironmentStatus> look(GitOps gitops) {
        List<EnvironmentStatus> all = app == null
                ? live ? gitops.liveStatus() : gitops.status()
                : live ? gitops.app(app).liveStatus() : gitops.app(app).status();
        Optional<EnvironmentName> wanted = environment.given(word);
        return wanted.isEmpty()
                ? all
                : all.stream()
                        .filter(status -> status.environment().equals(wanted.get()))
                        .toList();
    }
}
