package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.model.EnvironmentSpec.Drift;
import dev.gitops.cli.output.DifferenceOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gitops drift}. */
@Command(
        name = "drift",
        description = "Shows what somebody else changed in the clusters: left is Git, right is the cluster.")
public final class DriftCommand implements Callable<Integer> {

    @Mixin
    private Common common = new Common();

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "The application (default: all).")
    private @Nullable String app;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", description = "The environment (default: all).")
    private @Nullable String environment;

    /** For picocli. */
    public DriftCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open()) {
            ArrayNode json = Json.array();
            StringBuilder text = new StringBuilder();
            for (App each : app == null ? gitops.apps() : List.of(gitops.app(app))) {
                for (EnvironmentName name : environments(each)) {
                    List<ObjectDifference> differences = each.drift(name);
                    DifferenceOutput.add(json, each.name(), name.value(), differences);
                    text.append(DifferenceOutput.text(each.name(), name.value(), differences));
                }
            }
            common.print(json, text.toString());
            return json.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    /** An environment that is named is looked at even where the inventory switches the look off. */
    private List<EnvironmentName> environments(App each) {
        if (environment != null) {
            return List.of(Arguments.environment(environment));
        }
        return each.spec().environments().values().stream()
                .filter(spec -> spec.drift() != Drift.OFF)
                .map(spec -> spec.name())
                .toList();
    }
}
