package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops affected}. */
@Command(name = "affected", description = "Lists the applications and environments that a range of commits touches.")
public final class AffectedCommand implements Callable<Integer> {

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--from",
            paramLabel = "C",
            required = true,
            description = "The older commit; it is not in the range.")
    private String from = "";

    @Option(names = "--to", paramLabel = "C", required = true, description = "The newer commit.")
    private String to = "";

    /** For picocli. */
    public AffectedCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open()) {
            List<AppEnvironment> affected = gitops.affected(from, to);
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
}
