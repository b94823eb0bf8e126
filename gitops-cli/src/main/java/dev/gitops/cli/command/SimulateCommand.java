package dev.gitops.cli.command;

import dev.gitops.api.GitOps;
import dev.gitops.api.ImmutableSimulationRequest;
import dev.gitops.api.Inventory;
import dev.gitops.api.Simulation;
import dev.gitops.api.SimulationRequest;
import dev.gitops.api.SimulationRequest.Grouping;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.SimulationOutput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops simulate}. */
@Command(
        name = "simulate",
        description =
                "Replays the recorded past under the rules of an inventory: what would have been refused, delayed, superseded, and what the delivery figures would have been.")
public final class SimulateCommand implements Callable<Integer>, HasColumns {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--app", paramLabel = "A", description = "Of this application (default: each).")
    private @Nullable String app;

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "Judge what ended at this time or later: 180d (ago), yesterday, 2026-03-03 or 2026-03-03T14:00:00Z (default: ${DEFAULT-VALUE}).")
    private String since = "180d";

    @Option(
            names = "--until",
            paramLabel = "T",
            description = "Judge what ended before this time; a day is included as a whole (default: now).")
    private @Nullable String until;

    @Option(
            names = "--past",
            paramLabel = "FILE",
            description = "The inventory whose audit store has the past (default: that of --inventory).")
    private @Nullable Path past;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "Figures of each app, each team, or all together (default: ${DEFAULT-VALUE}).")
    private String group = "all";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "How many differences are printed, the oldest ones; all are counted (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    /** For picocli. */
    public SimulateCommand() {}

    @Override
    public Integer call() {
        ImmutableSimulationRequest.Builder request = SimulationRequest.builder()
                .app(Optional.ofNullable(app))
                .environment(environment.given(null))
                .grouping(grouping())
                .most(Arguments.atLeast(1, "--limit", limit));
        try (GitOps gitops = common.open()) {
            Instant now = common.settings().clock().instant();
            Instant from = RecordOptions.since("--since", since);
            Instant to = until == null ? now : RecordOptions.until("--until", until);
            if (!from.isBefore(to)) {
                throw Arguments.refuse(
                        "--since", since, "is not before the end of the time, " + to, "give a longer time");
            }
            if (past != null) {
                request.past(Inventory.load(past));
            }
            Simulation simulation =
                    gitops.simulate(request.since(from).until(to).build());
            if (common.json()) {
                common.print(Json.text(SimulationOutput.json(simulation)));
            } else if (common.csv()) {
                common.print(SimulationOutput.differences(simulation).csv());
            } else {
                common.print(SimulationOutput.text(
                        simulation, gitops.inventory().file().toString(), common.terminal()));
            }
            return ExitCode.DONE;
        }
    }

    private Grouping grouping() {
        return switch (group) {
            case "app", "team", "all" -> Grouping.valueOf(group.toUpperCase(Locale.ROOT));
            default -> throw Arguments.refuse("--by", group, "is no group", "there are app, team and all");
        };
    }
}
