package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Inventory;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CloneOption;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops affected}. */
@Command(name = "affected", description = "Lists the applications and environments that a range of commits touches.")
public final class AffectedCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private CloneOption clone = new CloneOption();

    @Option(names = "--from", paramLabel = "C", description = "The older commit; it is not in the range.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "C", description = "The newer commit.")
    private @Nullable String to;

    @Option(
            names = "--undeployed",
            description = "In place of a range: what is not deployed as the branches' tips have it.")
    private boolean undeployed;

    @Option(
            names = "--removed",
            description =
                    "In place of a range: what was removed in Git (gitops app remove) and is to be taken out of its cluster.")
    private boolean removed;

    @Option(
            names = "--repository",
            paramLabel = "URL",
            description = "With --undeployed or --removed: only what is in this config repository.")
    private @Nullable String repository;

    @Option(names = "--app", paramLabel = "APP", description = "With --undeployed or --removed: only this application.")
    private @Nullable String app;

    @Option(names = "--in", paramLabel = "ENV", description = "With --undeployed or --removed: only this environment.")
    private @Nullable String environment;

    /** For picocli. */
    public AffectedCommand() {}

    @Override
    public Integer call() {
        if (!undeployed && !removed && (app != null || environment != null || repository != null)) {
            throw Arguments.refuse(
                    "--app, --in, --repository",
                    "",
                    "go with --undeployed and --removed only",
                    "a range lists all that it touches");
        }
        try (GitOps gitops = app == null || removed ? clone.open(common) : openFor(app)) {
            List<AppEnvironment> affected = removed && !undeployed ? List.of() : find(gitops);
            List<AppEnvironment> gone = removed ? removed(gitops) : List.of();
            ArrayNode json = Json.array();
            affected.forEach(pair -> json.addObject()
                    .put("app", pair.app())
                    .put("environment", pair.environment().value()));
            gone.forEach(pair -> json.addObject()
                    .put("app", pair.app())
                    .put("environment", pair.environment().value())
                    .put("removed", true));
            common.print(
                    json,
                    affected.stream()
                                    .map(pair -> pair.app() + " " + pair.environment() + "\n")
                                    .collect(Collectors.joining())
                            + gone.stream()
                                    .map(pair -> pair.app() + " " + pair.environment() + " removed\n")
                                    .collect(Collectors.joining()));
            return ExitCode.DONE;
        }
    }

    /** The inventory with one application: to ask about it costs what it costs. */
    private GitOps openFor(String name) {
        Settings settings = common.settings();
        Inventory inventory = common.inventory(name);
        try (GitOps all = GitOps.open(inventory, settings)) {
            all.app(name);
        }
        Inventory one = Inventory.builder()
                .from(inventory)
                .apps(Map.of(name, inventory.apps().get(name)))
                .build();
        return GitOps.open(one, settings);
    }

    private List<AppEnvironment> find(GitOps gitops) {
        if (undeployed) {
            Optional<EnvironmentName> wanted =
                    Optional.ofNullable(environment).map(name -> Arguments.environment(gitops.inventory(), name));
            return (repository == null ? gitops.undeployed() : gitops.undeployed(repository))
                    .stream()
                            .filter(pair -> wanted.isEmpty() || wanted.get().equals(pair.environment()))
                            .toList();
        }
        if (from == null || to == null) {
            throw Arguments.refuse(
                    "--from, --to", "", "both ends of the range are needed", "give both, or --undeployed");
        }
        return gitops.affected(from, to);
    }

    private List<AppEnvironment> removed(GitOps gitops) {
        Lifecycle lifecycle = gitops.lifecycle();
        return (repository == null ? lifecycle.leftBehind() : lifecycle.leftBehind(repository))
                .stream()
                        .filter(pair -> app == null || app.equals(pair.app()))
                        .filter(pair -> environment == null
                                || environment.equals(pair.environment().value()))
                        .toList();
    }
}
