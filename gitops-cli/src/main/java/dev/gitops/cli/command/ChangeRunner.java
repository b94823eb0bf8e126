package dev.gitops.cli.command;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Plan;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.ExitCode;
import picocli.CommandLine.Option;

/** The option of every change, and its way from plan to exit code. */
public final class ChangeRunner {

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    /** For picocli. */
    public ChangeRunner() {}

    boolean dryRun() {
        return dryRun;
    }

    int run(Plan plan, Common common) {
        ChangeOutcome outcome = dryRun ? plan.expected() : plan.execute();
        common.print(ChangeOutput.json(outcome, dryRun), ChangeOutput.text(outcome, dryRun));
        return ExitCode.of(outcome);
    }
}
