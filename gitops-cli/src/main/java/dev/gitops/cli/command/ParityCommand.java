package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.ObjectDifference;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.DifferenceOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops parity}. */
@Command(name = "parity", description = "Shows how two environments differ beyond what is meant to differ.")
public final class ParityCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "A", description = "An environment.")
    private String left = "";

    @Parameters(index = "2", paramLabel = "B", description = "Another.")
    private String right = "";

    /** For picocli. */
    public ParityCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            List<ObjectDifference> differences =
                    gitops.app(app).parity(Arguments.environment(left), Arguments.environment(right));
            ArrayNode json = Json.array();
            DifferenceOutput.add(json, app, right, differences);
            common.print(json, DifferenceOutput.text(app + " " + left, app + " " + right, differences));
            return differences.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }
}
