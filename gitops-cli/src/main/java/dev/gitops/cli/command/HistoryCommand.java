package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.InvalidInputException;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.HasColumns;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.Cell;
import dev.gitops.cli.output.Cells;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.output.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops history}. */
@Command(name = "history", description = "Shows what an environment has had, newest first.")
public final class HistoryCommand implements Callable<Integer>, HasColumns {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many entries, the newest ones (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Committed at this time or later: 1h (ago), yesterday, 2026-03-03 or 2026-03-03T14:00:00Z.")
    private @Nullable String since;

    /** For picocli. */
    public HistoryCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            List<Row> rows = rows(gitops);
            common.print(
                    () -> document(rows), table(rows, common.settings().clock().instant()));
            return ExitCode.DONE;
        }
    }

    /** What was removed keeps its history. */
    private List<Row> rows(GitOps gitops) {
        AppSpec known = gitops.inventory().apps().get(app);
        Optional<EnvironmentName> asked = environment.given(word);
        if (known != null
                && asked.filter(name -> !known.environments().containsKey(name)).isEmpty()) {
            App target = gitops.app(app);
            return newest(asked.map(List::of).orElseGet(target::environments), target::history);
        }
        List<EnvironmentName> gone = gone(gitops, asked);
        if (gone.isEmpty()) {
            App target = gitops.app(app);
            return newest(asked.map(List::of).orElseGet(target::environments), target::history);
        }
        return newest(gone, (name, wanted) -> gitops.lifecycle().history(app, name, wanted));
    }

    private List<EnvironmentName> gone(GitOps gitops, Optional<EnvironmentName> asked) {
        try {
            return gitops.lifecycle().removedFrom(app).stream()
                    .filter(name -> asked.filter(wanted -> !wanted.equals(name)).isEmpty())
                    .toList();
        } catch (InvalidInputException nowhere) {
            return List.of();
        }
    }

    private record Row(EnvironmentName environment, HistoryEntry entry) {}

    /** The newest of all the environments, which stay in their order where they share a commit. */
    private List<Row> newest(
            List<EnvironmentName> names, BiFunction<EnvironmentName, Integer, List<HistoryEntry>> history) {
        int wanted = Arguments.atLeast(1, "--limit", limit);
        Instant from = since == null ? Instant.MIN : RecordOptions.since("--since", since);
        return names.stream()
                .flatMap(name -> history.apply(name, wanted).stream().map(entry -> new Row(name, entry)))
                .filter(row -> !row.entry().time().isBefore(from))
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

    private static ArrayNode document(List<Row> rows) {
        ArrayNode json = Json.array();
        rows.forEach(row -> json.add(json(row.environment(), row.entry())));
        return json;
    }

    private static Table table(List<Row> rows, Instant now) {
        Table table = new Table("ENVIRONMENT", "COMMIT", "TIME", "OPERATION", "RELEASE", "BY", "OUTCOME", "REASON");
        rows.forEach(row -> table.row(cells(row.environment(), row.entry(), now)));
        return table;
    }

    private static Cell[] cells(EnvironmentName environment, HistoryEntry entry, Instant now) {
        return new Cell[] {
            Cell.of(environment.value()),
            Cells.commit(entry.commit()),
            Cells.time(entry.time(), now),
            Cell.of(entry.operation() == null ? "by hand" : entry.operation().word()),
            Cells.images(entry.images()),
            Cells.person(entry.by()),
            Cells.outcome(entry.outcome()),
            Cell.of(entry.reason() == null ? "" : entry.reason())
        };
    }
}
