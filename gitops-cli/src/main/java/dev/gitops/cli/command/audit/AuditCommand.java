package dev.gitops.cli.command.audit;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gitops audit}. */
@Command(
        name = "audit",
        description = "Searches, verifies, proves, exports and measures the deployment records.",
        subcommands = {
            AuditSearchCommand.class,
            AuditVerifyCommand.class,
            AuditCheckpointCommand.class,
            AuditProveCommand.class,
            AuditExportCommand.class,
            AuditMetricsCommand.class,
            AuditReplayCommand.class
        })
public final class AuditCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public AuditCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what: search, verify, checkpoint, prove, export, metrics or replay");
    }
}
