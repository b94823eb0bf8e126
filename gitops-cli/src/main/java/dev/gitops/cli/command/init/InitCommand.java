package dev.gitops.cli.command.init;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gitops init}: files to begin with. */
@Command(
        name = "init",
        description = "Writes files to begin with; what is there already is never overwritten.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitConfigCommand.class,
            InitAppCommand.class,
            InitRbacCommand.class,
            InitControllerCommand.ArgoCd.class,
            InitControllerCommand.Flux.class
        })
public final class InitCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public InitCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "say what: gitops init config, app, rbac, argocd or flux");
    }
}
