package dev.gitops.cli.command.audit;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.audit.metrics.DeliveryMetrics;
import dev.gitops.audit.metrics.Figures;
import dev.gitops.audit.metrics.MetricsJson;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.option.PeriodOption;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Table;
import dev.gitops.engine.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops audit metrics}. */
@Command(
        name = "metrics",
        description = "The four delivery metrics (DORA), computed from the records; docs/metrics.md defines them.")
public final class AuditMetricsCommand implements Callable<Integer>, HasColumns {

    private static final int HUNDRED = 100;
    private static final Duration USUAL = Duration.ofDays(30);

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--app", paramLabel = "A", description = "Of this application (default: each).")
    private @Nullable String app;

    @Option(names = "--in", paramLabel = "ENV", description = "In this environment (default: each).")
    private @Nullable String environment;

    @Option(
            names = "--period",
            paramLabel = "TIME",
            converter = PeriodOption.class,
            description = "How far back, as in 30d or 12h (default: 30d).")
    private @Nullable Duration period;

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "The beginning of the period in place of --period: 30d (ago), yesterday, 2026-03-03 or 2026-03-03T14:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "T",
            description =
                    "The end of the period, a time or the beginning of a day (default: now); the same end gives the same figures again.")
    private @Nullable String until;

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "Measure each app, each team, or all together (default: ${DEFAULT-VALUE}).")
    private String group = "app";

    /** For picocli. */
    public AuditMetricsCommand() {}

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Inventory inventory = Inventory.load(common.inventoryFile(settings));
        try (AuditTrail trail = AuditTrail.open(inventory, settings)) {
            Instant to = until == null ? settings.clock().instant() : RecordOptions.since("--until", until);
            Instant from = from(to);
            List<Figures> figures = figures(DeliveryMetrics.of(trail.store()), inventory, from, to).stream()
                    .filter(each -> environment == null || each.environment().equals(environment))
                    .toList();
            common.print(() -> MetricsJson.of(figures, from, to), table(figures));
            return ExitCode.DONE;
        }
    }

    private Instant from(Instant to) {
        if (since == null) {
            return to.minus(period == null ? USUAL : period);
        }
        if (period != null) {
            throw Arguments.refuse("--since", since, "says the same as --period", "give one of the two");
        }
        Instant from = RecordOptions.since("--since", since);
        if (!from.isBefore(to)) {
            throw Arguments.refuse(
                    "--since", since, "is not before the end of the period, " + to, "give an earlier time");
        }
        return from;
    }

    private List<Figures> figures(DeliveryMetrics metrics, Inventory inventory, Instant from, Instant to) {
        return switch (group) {
            case "app" -> metrics.perApp(from, to, name -> app == null || name.equals(app));
            case "team" -> metrics.perTeam(from, to, teams(inventory));
            case "all" -> metrics.overall(from, to, name -> app == null || name.equals(app));
            default -> throw Arguments.refuse("--by", group, "is no group", "there are app, team and all");
        };
    }

    private static Map<String, String> teams(Inventory inventory) {
        Map<String, String> teams = new HashMap<>();
        inventory.apps().values().forEach(each -> each.team().ifPresent(team -> teams.put(each.name(), team)));
        return teams;
    }

    private static Table table(List<Figures> figures) {
        Table table = new Table(
                "OF", "ENVIRONMENT", "DEPLOYMENTS", "PER DAY", "LEAD TIME", "HOP BY HOP", "FAILED", "RECOVERY");
        for (Figures each : figures) {
            table.row(
                    each.group(),
                    each.environment(),
                    Long.toString(each.deployments()),
                    String.format(Locale.ROOT, "%.2f", each.perDay()),
                    words(each.leadTime()),
                    each.hops().stream()
                            .map(hop -> hop.to() + " " + words(Optional.of(hop.time())))
                            .collect(Collectors.joining(", ")),
                    each.changeFailureRate()
                            .map(rate -> Math.round(rate * HUNDRED) + " %")
                            .orElse("-"),
                    words(each.recovery()));
        }
        return table;
    }

    private static String words(Optional<Figures.Spread> spread) {
        return spread.map(times -> times.median()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT))
                .orElse("-");
    }
}
