package dev.gitops.cli.option;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Pipeline.ChangeStage;
import dev.gitops.api.Plan;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.ExitCode;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option of every change, and its way from plan to exit code. */
public final class ChangeOptions {

    @Mixin
    private ReasonOption why = new ReasonOption();

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    /** For picocli. */
    public ChangeOptions() {}

    /** {@return whether only the plan is wanted} */
    public boolean dryRun() {
        return dryRun;
    }

    /**
     * Why, as the command line says it.
     *
     * @param common whose settings tell what is secret
     * @return the reason; empty where none was given
     */
    public Optional<String> reason(CommonOptions common) {
        return why.text(common);
    }

    /**
     * What a change would do, with the reason of the command line.
     *
     * @param stage the change
     * @param common whose settings tell what is secret
     * @return the plan
     */
    public Plan plan(ChangeStage stage, CommonOptions common) {
        return why.of(stage, common).plan();
    }

    /**
     * Plans and, unless it is a dry run, executes a change, and prints how it ended.
     *
     * @param stage the change; the reason is that of the command line
     * @param common where it is printed
     * @return the exit code
     */
    public int run(ChangeStage stage, CommonOptions common) {
        Plan plan = plan(stage, common);
        ChangeOutcome outcome = dryRun ? plan.expected() : plan.execute();
        common.print(ChangeOutput.json(outcome, dryRun), ChangeOutput.text(outcome, dryRun));
        return ExitCode.of(outcome);
    }
}
