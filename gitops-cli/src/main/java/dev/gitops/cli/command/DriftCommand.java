package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.model.EnvironmentSpec;
import dev.gitops.api.model.EnvironmentSpec.Drift;
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

    @Option(names = "--in", paramLabel = "ENV", description = "Only this environment, of all applications.")
    private @Nullable String only;

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
                    int before = json.size();
                    DifferenceOutput.add(json, each.name(), name.value(), differences);
                    markHealing(json, before, each, name);
                    text.append(DifferenceOutput.text(each.name(), name.value(), differences));
                }
            }
            common.print(json, text.toString());
            return json.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    /** Tells automation which differences the inventory wants mended. */
    private static void markHealing(ArrayNode json, int from, App each, EnvironmentName name) {
        EnvironmentSpec spec = each.spec().environments().get(name);
        boolean heal = spec != null && spec.drift() == Drift.HEAL;
        for (int index = from; index < json.size(); index++) {
            ((ObjectNode) json.get(index)).put("heal", heal);
        }
    }

    /** An environment that is named is looked at even where the inventory switches the look off. */
    private List<EnvironmentName> environments(App each) {
        if (environment != null) {
            return List.of(Arguments.environment(environment));
        }
        return each.spec().environments().values().stream()
                .filter(spec -> only == null || spec.name().value().equals(only))
                .filter(spec -> spec.drift() != Drift.OFF)
                .map(spec -> spec.name())
                .toList();
    }
}
