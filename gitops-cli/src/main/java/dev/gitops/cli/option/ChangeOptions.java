package dev.gitops.cli.option;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Plan;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.ExitCode;
import picocli.CommandLine.Option;

/** The option of every change, and its way from plan to exit code. */
public final class ChangeOptions {

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    /** For picocli. */
    public ChangeOptions() {}

    public boolean dryRun() {
        return dryRun;
    }

    public int run(Plan plan, CommonOptions common) {
        ChangeOutcome outcome = dryRun ? plan.expected() : plan.execute();
        common.print(ChangeOutput.json(outcome, dryRun), ChangeOutput.text(outcome, dryRun));
        return ExitCode.of(outcome);
    }
}
