package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CloneOption;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
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
            names = "--repository",
            paramLabel = "URL",
            description = "With --undeployed: only what is in this config repository.")
    private @Nullable String repository;

    /** For picocli. */
    public AffectedCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = clone.open(common)) {
            List<AppEnvironment> affected = find(gitops);
            ArrayNode json = Json.array();
            affected.forEach(pair -> json.addObject()
                    .put("app", pair.app())
                    .put("environment", pair.environment().value()));
            common.print(
                    json,
                    affected.stream()
                            .map(pair -> pair.app() + " " + pair.environment() + "\n")
                            .collect(Collectors.joining()));
            return ExitCode.DONE;
        }
    }

    private List<AppEnvironment> find(GitOps gitops) {
        if (undeployed) {
            return gitops.undeployed(Optional.ofNullable(repository));
        }
        if (from == null || to == null) {
            throw Arguments.refuse(
                    "--from, --to", "", "both ends of the range are needed", "give both, or --undeployed");
        }
        return gitops.affected(from, to);
    }
}
