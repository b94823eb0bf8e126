package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.Table;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops status}. */
@Command(name = "status", description = "Shows what each environment has, and how it is.")
public final class StatusCommand implements Callable<Integer> {

    private static final int SHORT = 10;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "APP", description = "The application (default: all).")
    private @Nullable String app;

    /** For picocli. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = app == null ? common.open() : common.open(app)) {
            List<EnvironmentStatus> statuses =
                    app == null ? gitops.status() : gitops.app(app).status();
            if (common.json()) {
                common.print(Json.text(document(statuses)));
            } else {
                common.print(document(List.of()), table(statuses));
            }
            return ExitCode.DONE;
        }
    }

    private static ArrayNode document(List<EnvironmentStatus> statuses) {
        ArrayNode json = Json.array();
        statuses.forEach(status -> json.add(json(status)));
        return json;
    }

    private static String table(List<EnvironmentStatus> statuses) {
        Table table = new Table("APP", "ENVIRONMENT", "IMAGES", "COMMIT", "DEPLOYED", "VERIFIED", "NOTES");
        for (EnvironmentStatus status : statuses) {
            table.row(
                    status.app(),
                    status.environment().value(),
                    status.images().isEmpty() && status.problem() == null
                            ? "nothing released"
                            : status.images().stream()
                                    .map(image -> image.image().toString())
                                    .collect(Collectors.joining(", ")),
                    status.commit().substring(0, Math.min(SHORT, status.commit().length())),
                    status.deployedAt() == null
                            ? "never"
                            : status.deployedAt()
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString(),
                    status.verified() ? "yes" : "no",
                    notes(status));
        }
        return table.toString();
    }

    private static ObjectNode json(EnvironmentStatus status) {
        ObjectNode node = Json.object();
        node.put("app", status.app());
        node.put("environment", status.environment().value());
        ArrayNode images = node.putArray("images");
        status.images()
                .forEach(image -> images.addObject()
                        .put("name", image.name())
                        .put("image", image.image().toString()));
        node.put("commit", status.commit());
        Json.put(node, "deployedAt", status.deployedAt());
        node.put("verified", status.verified());
        Json.put(node, "health", status.health());
        node.put("held", status.held() != null);
        Json.put(node, "heldBecause", status.held());
        node.put("frozen", status.frozen() != null);
        Json.put(node, "frozenBecause", status.frozen());
        Json.put(node, "pending", status.pending());
        Json.put(node, "problem", status.problem());
        Json.put(node, "waiting", status.waiting());
        return node;
    }

    private static String notes(EnvironmentStatus status) {
        StringBuilder notes = new StringBuilder();
        notes.append(status.held() == null ? "" : "held " + status.held() + "  ");
        notes.append(status.frozen() == null ? "" : status.frozen() + "  ");
        notes.append(status.pending() == null ? "" : "pending " + status.pending() + "  ");
        notes.append(status.waiting() == null ? "" : "waiting: " + status.waiting() + "  ");
        notes.append(status.problem() == null ? "" : status.problem());
        return notes.toString().strip();
    }
}
