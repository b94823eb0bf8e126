package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.ObjectDifference;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.output.DifferenceOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops diff}. */
@Command(
        name = "diff",
        description =
                "Shows what delivering would change, from the cluster to Git; with -o json left is Git, right is the cluster.")
public final class DiffCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    /** For picocli. */
    public DiffCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            List<ObjectDifference> differences = gitops.app(app).diff(environment.name(word));
            String name = environment.name(word).value();
            ArrayNode json = Json.array();
            DifferenceOutput.add(json, app, name, differences);
            common.print(
                    json,
                    DifferenceOutput.text(
                            app + " " + name + " in the cluster",
                            app + " " + name + " in Git",
                            DifferenceOutput.turned(differences)));
            return differences.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }
}
