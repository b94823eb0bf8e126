package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.HistoryEntry;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.Table;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops history}. */
@Command(name = "history", description = "Shows what an environment has had, newest first.")
public final class HistoryCommand implements Callable<Integer> {

    private static final int SHORT = 12;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Option(names = "--in", paramLabel = "ENV", description = "The environment (default: all).")
    private @Nullable String environment;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many entries, the newest ones (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    /** For picocli. */
    public HistoryCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            App target = gitops.app(app);
            List<EnvironmentName> names =
                    environment == null ? target.environments() : List.of(Arguments.environment(environment));
            ArrayNode json = Json.array();
            Table table = new Table("ENVIRONMENT", "COMMIT", "TIME", "OPERATION", "IMAGES", "BY", "OUTCOME", "REASON");
            newest(target, names).forEach(row -> {
                json.add(json(row.environment(), row.entry()));
                row(table, row.environment(), row.entry());
            });
            common.print(json, table.toString());
            return ExitCode.DONE;
        }
    }

    private record Row(EnvironmentName environment, HistoryEntry entry) {}

    /** The newest of all the environments, which stay in their order where they share a commit. */
    private List<Row> newest(App target, List<EnvironmentName> names) {
        int wanted = Arguments.atLeast(1, "--limit", limit);
        return names.stream()
                .flatMap(name -> target.history(name, wanted).stream().map(entry -> new Row(name, entry)))
                .sorted(Comparator.comparing((Row row) -> row.entry().time()).reversed())
                .limit(wanted)
                .toList();
    }

    private static ObjectNode json(EnvironmentName environment, HistoryEntry entry) {
        ObjectNode node = Json.object();
        node.put("environment", environment.value());
        node.put("commit", entry.commit());
        node.put("time", entry.time().toString());
        node.put(
                "operation",
                entry.operation() == null ? null : entry.operation().word());
        ArrayNode images = node.putArray("images");
        entry.images()
                .forEach(image -> images.addObject()
                        .put("name", image.name())
                        .put("image", image.image().toString()));
        node.put("by", entry.by());
        node.put("outcome", entry.outcome());
        node.put("verified", entry.verified());
        Json.put(node, "reason", entry.reason());
        return node;
    }

    private static void row(Table table, EnvironmentName environment, HistoryEntry entry) {
        table.row(
                environment.value(),
                entry.commit().substring(0, SHORT),
                entry.time().toString(),
                entry.operation() == null ? "by hand" : entry.operation().word(),
                entry.images().stream().map(image -> image.image().toString()).collect(Collectors.joining(", ")),
                entry.by(),
                entry.outcome(),
                entry.reason() == null ? "" : entry.reason());
    }
}
