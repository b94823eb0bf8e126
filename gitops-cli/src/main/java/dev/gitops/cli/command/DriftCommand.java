package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.EnvironmentSpec.Drift;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ObjectDifference;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.DifferenceOutput;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private static final int AT_ONCE = 8;

    @Mixin
    private CommonOptions common = new CommonOptions();

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
        try (GitOps gitops = app == null ? common.open() : common.open(app)) {
            if (only != null) {
                Arguments.environment(gitops.inventory(), only);
            }
            ArrayNode json = Json.array();
            StringBuilder text = new StringBuilder();
            List<RuntimeException> failures = new ArrayList<>();
            for (Found found : look(gitops)) {
                RuntimeException failure = found.failure();
                if (failure != null) {
                    failures.add(failure);
                    common.tell("no drift of " + found.app().name() + " "
                            + found.environment().value() + " is known: " + ErrorOutput.text(failure));
                    continue;
                }
                int before = json.size();
                String name = found.environment().value();
                DifferenceOutput.add(json, found.app().name(), name, found.differences());
                markHealing(json, before, found.app(), found.environment());
                text.append(DifferenceOutput.text(
                        found.app().name() + " " + name + " in Git",
                        found.app().name() + " " + name + " in the cluster",
                        found.differences()));
            }
            if (json.isEmpty() && !failures.isEmpty()) {
                throw failures.get(0);
            }
            common.print(json, text.toString());
            return json.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    /** What was found of one application's environment. */
    private record Found(
            App app,
            EnvironmentName environment,
            List<ObjectDifference> differences,
            @Nullable RuntimeException failure) {

        /** What one cannot tell must not hide what the others can. */
        static Found of(App app, EnvironmentName environment) {
            try {
                return new Found(app, environment, app.drift(environment), null);
            } catch (GitOpsException unknown) {
                return new Found(app, environment, List.of(), unknown);
            }
        }
    }

    /** Looks at several environments at once, few enough for a cluster to bear; the answers keep the inventory's order. */
    private List<Found> look(GitOps gitops) {
        ExecutorService lookers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Found>> looks = new ArrayList<>();
            for (App each : app == null ? gitops.apps() : List.of(gitops.app(app))) {
                for (EnvironmentName name : environments(each)) {
                    looks.add(lookers.submit(() -> Found.of(each, name)));
                }
            }
            List<Found> found = new ArrayList<>();
            for (Future<Found> look : looks) {
                found.add(look.get());
            }
            return found;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException reason
                    ? reason
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for drift", stop);
        } finally {
            lookers.shutdownNow();
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
