package dev.gitops.cli.output;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.audit.report.ReportInput;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.audit.report.ReportInput.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the report shows of now, out of the status of every environment. */
public final class ReportFacts {

    private ReportFacts() {}

    /**
     * Collects the facts.
     *
     * @param gitops the open inventory
     * @param now what time it is
     * @param drift how the clusters differ from Git
     * @param diffs gives the diffs of deployments
     * @return the report's input
     */
    public static ReportInput of(GitOps gitops, Instant now, DriftWords drift, ReportInput.Diffs diffs) {
        Map<String, List<EnvironmentStatus>> byApp =
                gitops.status().stream().collect(Collectors.groupingBy(EnvironmentStatus::app));
        List<ReportInput.App> apps = new ArrayList<>();
        for (App app : gitops.apps()) {
            List<Cell> cells = byApp.getOrDefault(app.name(), List.of()).stream()
                    .map(status -> cell(status, drift))
                    .toList();
            apps.add(new ReportInput.App(app.name(), app.spec().team().orElse(null), cells));
        }
        List<String> environments = gitops.inventory().environments().keySet().stream()
                .map(EnvironmentName::value)
                .toList();
        return new ReportInput("Deliveries", now, environments, apps, diffs);
    }

    private static Cell cell(EnvironmentStatus status, DriftWords drift) {
        return new Cell(
                status.environment().value(),
                Versions.of(status.images()),
                status.images().stream().map(image -> image.image().toString()).toList(),
                status.commit().isEmpty() ? null : status.commit(),
                status.deployedAt(),
                status.verified(),
                health(status.health()),
                drift.in(status.app(), status.environment()).orElse(null),
                status.held(),
                status.frozen(),
                pending(status.pending()));
    }

    private static Health health(@Nullable String word) {
        if (word == null) {
            return Health.UNKNOWN;
        }
        return switch (word) {
            case "healthy" -> Health.HEALTHY;
            case "progressing" -> Health.PROGRESSING;
            default -> Health.UNHEALTHY;
        };
    }

    private static @Nullable Pending pending(@Nullable String url) {
        if (url == null) {
            return null;
        }
        String last = url.substring(url.lastIndexOf('/') + 1);
        return new Pending(
                "", url, last.chars().allMatch(Character::isDigit) && !last.isEmpty() ? Long.parseLong(last) : 0);
    }
}
