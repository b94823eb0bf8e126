package dev.gitops.cli.command.jobs;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gitops jobs}: the Jenkins jobs that the inventory asks for. */
@Command(
        name = "jobs",
        description = "Plans the Jenkins jobs that the inventory asks for, as data.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JobsPlanCommand.class, JobsRenderCommand.class})
public final class JobsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public JobsCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what: gitops jobs plan, or gitops jobs render --out DIR");
    }
}
