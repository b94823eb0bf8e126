package dev.gitops.cli.command;

import dev.gitops.api.Settings;
import dev.gitops.cli.demo.Demo;
import dev.gitops.cli.option.Arguments;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gitops demo}. */
@Command(name = "demo", description = "Plays the whole story, from release to rollback, in a folder of its own.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder (default: a new temporary one).")
    private @Nullable Path folder;

    @Option(
            names = "--cluster",
            description = "Deliver to the cluster of the kubeconfig's current context, into namespaces gitops-demo-...")
    private boolean cluster;

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path world = folder == null ? Files.createTempDirectory("gitops-demo-") : folder;
        return cluster
                ? Demo.playOnCluster(GitopsCommand::run, world, currentContext(), out)
                : Demo.play(GitopsCommand::run, world, out);
    }

    private static String currentContext() throws IOException {
        Settings settings = Settings.fromEnvironment();
        Path file = settings.variable("KUBECONFIG")
                .map(Path::of)
                .orElse(Path.of(settings.variable("HOME").orElse("."), ".kube", "config"));
        if (!Files.isReadable(file)) {
            throw Arguments.refuse(
                    "KUBECONFIG", file.toString(), "is no kubeconfig that can be read", "set KUBECONFIG to one file");
        }
        return YamlFile.of(file.toString(), Files.readAllBytes(file))
                .scalar(YamlPath.of("current-context"))
                .orElseThrow(() -> Arguments.refuse(
                        "KUBECONFIG",
                        file.toString(),
                        "has no current context",
                        "choose one: kubectl config use-context NAME"));
    }
}
