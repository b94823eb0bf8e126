package dev.gitops.cli.command;

import dev.gitops.cli.demo.Demo;
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

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return Demo.play(folder == null ? Files.createTempDirectory("gitops-demo-") : folder, out);
    }
}
