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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops parity}. */
@Command(name = "parity", description = "Shows how two environments differ beyond what is meant to differ.")
public final class ParityCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Option(names = "--from", paramLabel = "ENV", description = "An environment.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "ENV", description = "Another.")
    private @Nullable String to;

    @Parameters(index = "1..*", arity = "0..2", paramLabel = "ENV", hidden = true, description = "Both, as before.")
    private List<String> words = List.of();

    /** For picocli. */
    public ParityCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            String left = from == null ? word(0) : from;
            String right = to == null ? word(from == null ? 1 : 0) : to;
            List<ObjectDifference> differences =
                    gitops.app(app).parity(Arguments.environment(left), Arguments.environment(right));
            ArrayNode json = Json.array();
            DifferenceOutput.add(json, app, right, differences);
            common.print(json, DifferenceOutput.text(app + " " + left, app + " " + right, differences));
            return differences.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    private String word(int index) {
        if (index >= words.size()) {
            throw Arguments.refuse(
                    "--from, --to", "", "two environments are needed", "write it as in --from staging --to production");
        }
        return words.get(index);
    }
}
