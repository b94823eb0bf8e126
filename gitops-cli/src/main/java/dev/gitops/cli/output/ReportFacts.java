package dev.gitops.cli.output;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.ReleasedImage;
import dev.gitops.audit.report.ReportInput;
import dev.gitops.audit.report.ReportInput.Behind;
import dev.gitops.audit.report.ReportInput.Cell;
import dev.gitops.audit.report.ReportInput.Deployed;
import dev.gitops.audit.report.ReportInput.Diffs;
import dev.gitops.audit.report.ReportInput.Health;
import dev.gitops.audit.report.ReportInput.Links;
import dev.gitops.audit.report.ReportInput.Pending;
import dev.gitops.audit.report.ReportInput.Seen;
import dev.gitops.audit.report.ReportInput.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the report shows of now, out of the status of every environment. */
public final class ReportFacts {

    private static final Pattern NUMBER = Pattern.compile("https?://.*/(\\d{1,18})/?");

    private ReportFacts() {}

    /**
     * Collects the facts.
     *
     * @param gitops the open inventory
     * @param now what time it is
     * @param statuses how every environment is
     * @param links where commits and images are to be seen
     * @param diffs gives the diffs of deployments
     * @return the report's input
     */
    public static ReportInput of(
            GitOps gitops, Instant now, List<EnvironmentStatus> statuses, Links links, Diffs diffs) {
        Map<String, List<EnvironmentStatus>> byApp =
                statuses.stream().collect(Collectors.groupingBy(EnvironmentStatus::app));
        List<ReportInput.App> apps = new ArrayList<>();
        for (App app : gitops.apps()) {
            Map<EnvironmentName, EnvironmentSpec> specs = app.spec().environments();
            List<Cell> cells = byApp.getOrDefault(app.name(), List.of()).stream()
                    .map(status -> cell(status, Optional.ofNullable(specs.get(status.environment())), now))
                    .toList();
            apps.add(new ReportInput.App(app.name(), app.spec().team().orElse(null), cells));
        }
        Inventory inventory = gitops.inventory();
        List<String> environments = inventory.environments().keySet().stream()
                .map(EnvironmentName::value)
                .toList();
        return new ReportInput("Deliveries", now, environments, apps, links, diffs);
    }

    private static Cell cell(EnvironmentStatus status, Optional<EnvironmentSpec> spec, Instant now) {
        return new Cell(
                status.environment().value(),
                spec.map(EnvironmentSpec::promotesFrom).orElse(List.of()).stream()
                        .map(EnvironmentName::value)
                        .toList(),
                wanted(status.wanted()),
                deployed(status.deployed()),
                seen(status.seen()),
                status.current(),
                status.behind().stream()
                        .map(behind -> new Behind(behind.environment().value(), behind.releases()))
                        .toList(),
                StopWords.held(status.held()),
                StopWords.frozen(status.frozen()),
                pending(status.pending()),
                status.waiting(),
                BakeWords.of(status.bakingUntil(), now),
                status.problem());
    }

    private static Wanted wanted(EnvironmentStatus.Wanted wanted) {
        return new Wanted(
                Versions.of(wanted.images()),
                wanted.images().stream().map(ReleasedImage::image).toList(),
                wanted.commit().isEmpty() ? null : wanted.commit(),
                wanted.since(),
                wanted.by());
    }

    private static @Nullable Deployed deployed(EnvironmentStatus.@Nullable Deployed deployed) {
        return deployed == null
                ? null
                : new Deployed(
                        Versions.of(deployed.images()),
                        deployed.commit().isEmpty() ? null : deployed.commit(),
                        deployed.at(),
                        deployed.by(),
                        deployed.outcome());
    }

    private static @Nullable Seen seen(EnvironmentStatus.@Nullable Seen seen) {
        return seen == null
                ? null
                : new Seen(
                        health(seen.health()),
                        String.join("; ", seen.detail()),
                        Optional.ofNullable(seen.drift())
                                .filter(differences -> !differences.isEmpty())
                                .map(DriftWords::words)
                                .orElse(null),
                        seen.at());
    }

    private static Health health(String word) {
        return switch (word) {
            case "healthy" -> Health.HEALTHY;
            case "progressing" -> Health.PROGRESSING;
            case "unknown" -> Health.UNKNOWN;
            default -> Health.UNHEALTHY;
        };
    }

    /** A request by its number where its address ends in one; without a host the branch that waits to be merged. */
    static @Nullable Pending pending(@Nullable String address) {
        if (address == null) {
            return null;
        }
        Matcher number = NUMBER.matcher(address);
        if (number.matches()) {
            return new Pending("#" + number.group(1), address);
        }
        boolean isPage = address.startsWith("https://") || address.startsWith("http://");
        return isPage ? new Pending("the review", address) : new Pending("the merge of " + address, null);
    }
}
