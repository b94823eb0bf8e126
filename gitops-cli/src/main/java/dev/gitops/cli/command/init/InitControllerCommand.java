package dev.gitops.cli.command.init;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.cli.init.Scaffold;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.FilesOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops init argocd} and {@code gitops init flux}: what a controller in the cluster needs. */
public abstract class InitControllerCommand implements Callable<Integer> {

    private final String kind;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder; made where it is not there.")
    private @Nullable Path out;

    private InitControllerCommand(String kind) {
        this.kind = kind;
    }

    @Override
    public final Integer call() {
        Map<String, String> files = new LinkedHashMap<>();
        try (GitOps gitops = common.open()) {
            for (App app : gitops.apps()) {
                app.spec().environments().forEach((name, environment) -> {
                    if (environment.delivery().kind().equals(kind)) {
                        files.put(file(app, name), app.controllerResources(name));
                    }
                });
            }
        }
        if (files.isEmpty()) {
            throw Arguments.refuse(
                    "delivery",
                    null,
                    "no environment of the inventory has delivery: " + kind,
                    "give one of them that delivery");
        }
        Scaffold scaffold = new Scaffold(Objects.requireNonNull(out));
        files.forEach(scaffold::add);
        FilesOutput written = new FilesOutput(scaffold.write());
        common.print(written.json(), written.text());
        return ExitCode.DONE;
    }

    private static String file(App app, EnvironmentName environment) {
        return app.name() + "-" + environment + ".yaml";
    }

    /** {@code gitops init argocd}. */
    @Command(
            name = "argocd",
            description = "Writes Argo CD's Applications and AppProjects, a file an application and environment.")
    public static final class ArgoCd extends InitControllerCommand {

        /** For picocli. */
        public ArgoCd() {
            super("argocd");
        }
    }

    /** {@code gitops init flux}. */
    @Command(
            name = "flux",
            description = "Writes Flux' sources and reconcilers, a file an application and environment.")
    public static final class Flux extends InitControllerCommand {

        /** For picocli. */
        public Flux() {
            super("flux");
        }
    }
}
