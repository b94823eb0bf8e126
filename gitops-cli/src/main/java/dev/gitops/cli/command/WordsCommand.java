package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.HistoryEntry;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.text.Hidden;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops words}: what shells complete with; it says nothing where it knows nothing. */
@Command(name = "words", description = "Prints the words that shells complete with, one a line.", hidden = true)
public final class WordsCommand implements Callable<Integer> {

    private static final int NEWEST = 20;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "KIND", description = "apps, environments, releases or commits.")
    private String kind = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "APP", description = "The application they belong to.")
    private @Nullable String app;

    /** For picocli. */
    public WordsCommand() {}

    @Override
    public Integer call() {
        try {
            common.print(words().filter(word -> !Hidden.in(word) && word.indexOf(' ') < 0)
                    .distinct()
                    .collect(Collectors.joining("\n")));
        } catch (GitOpsException unknown) {
            return ExitCode.DONE;
        }
        return ExitCode.DONE;
    }

    private Stream<String> words() {
        return switch (kind) {
            case "apps" -> common.inventory().apps().keySet().stream();
            case "environments" -> environments().map(Object::toString);
            case "releases" ->
                history()
                        .flatMap(entry -> entry.images().stream())
                        .map(image -> image.image().toString());
            case "commits" -> history().map(HistoryEntry::commit);
            default ->
                throw Arguments.refuse(
                        "KIND", kind, "is no kind of words", "there are apps, environments, releases and commits");
        };
    }

    private Stream<?> environments() {
        var inventory = common.inventory();
        var known = app == null ? null : inventory.apps().get(app);
        return known == null ? inventory.environments().keySet().stream() : known.environments().keySet().stream();
    }

    private Stream<HistoryEntry> history() {
        if (app == null) {
            return Stream.empty();
        }
        try (GitOps gitops = common.open(app)) {
            App known = gitops.app(app);
            List<HistoryEntry> entries = known.environments().stream()
                    .flatMap(environment -> known.history(environment, NEWEST).stream())
                    .toList();
            return entries.stream();
        }
    }
}
