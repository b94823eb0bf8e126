package dev.gitops.cli.command.preview;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gitops preview}. */
@Command(
        name = "preview",
        description =
                "Gives change requests to an application's source an environment of their own, for as long as they are open.",
        subcommands = {
            PreviewUpCommand.class,
            PreviewDownCommand.class,
            PreviewPruneCommand.class,
            PreviewListCommand.class
        })
public final class PreviewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public PreviewCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "say what: up, down, prune or list");
    }
}
