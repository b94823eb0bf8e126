package dev.gitops.cli.command.app;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gitops app}. */
@Command(
        name = "app",
        description = "Takes applications out of their environments.",
        subcommands = {AppRemoveCommand.class})
public final class AppCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public AppCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "say what: remove");
    }
}
