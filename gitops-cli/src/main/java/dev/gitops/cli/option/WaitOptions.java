package dev.gitops.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.ChangeStage;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.DeploymentOutput;
import dev.gitops.cli.output.ExitCode;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of changes that can be followed until they are merged, deployed and verified. */
public final class WaitOptions {

    @Option(names = "--wait", description = "Wait until merged, then deploy and verify.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "With --wait: how long to wait for the merge, as in 90s or 5m (default: 1h).")
    private Duration timeout = Duration.ofHours(1);

    @Option(names = "--no-deploy", description = "With --wait: leave the deployment to others once it is merged.")
    private boolean noDeploy;

    /** For picocli. */
    public WaitOptions() {}

    /**
     * The inventory as far as one application needs it, opened; with {@code --wait} what is waited for is told as it comes.
     *
     * @param app the application's name
     * @param common the inventory
     * @return what that part of the inventory describes; close it at the end
     */
    public GitOps open(String app, CommonOptions common) {
        if (wait) {
            common.telling();
        }
        return common.open(app);
    }

    /**
     * The whole inventory, opened; with {@code --wait} what is waited for is told as it comes.
     *
     * @param common the inventory
     * @return what the inventory describes; close it at the end
     */
    GitOps open(CommonOptions common) {
        if (wait) {
            common.telling();
        }
        return common.open();
    }

    /** {@return whether a change is followed} */
    boolean waits() {
        return wait;
    }

    /** {@return whether what is followed is deployed at the end} */
    boolean deploys() {
        return !noDeploy;
    }

    /** {@return how long a merge is waited for} */
    Duration patience() {
        return timeout.isZero() ? Duration.ofSeconds(1) : timeout;
    }

    /**
     * Executes a change; with {@code --wait} until it is merged, deployed and verified.
     *
     * @param app the application
     * @param stage the change
     * @param runner the options of every change
     * @param common where it is printed
     * @return the exit code
     */
    public int run(App app, ChangeStage stage, ChangeOptions runner, CommonOptions common) {
        if (!wait || runner.dryRun()) {
            return runner.run(stage, common);
        }
        ChangeOutcome outcome = runner.plan(stage, common).executeAndWait(patience());
        ObjectNode json = ChangeOutput.json(outcome, false);
        String text = ChangeOutput.text(outcome, false);
        Optional<DeploymentOutcome> deployed = noDeploy ? Optional.empty() : deploy(app, outcome);
        if (deployed.isPresent()) {
            json.set("deployment", DeploymentOutput.json(deployed.get()));
            text += "\n" + DeploymentOutput.text(deployed.get());
        }
        common.print(json, text);
        if (outcome instanceof ChangeOutcome.Requested) {
            return ExitCode.FAILED;
        }
        return deployed.map(ExitCode::of).orElse(ExitCode.of(outcome));
    }

    private static Optional<DeploymentOutcome> deploy(App app, ChangeOutcome outcome) {
        boolean there = outcome instanceof ChangeOutcome.Merged
                || outcome instanceof ChangeOutcome.Committed
                || outcome instanceof ChangeOutcome.UpToDate;
        return there
                ? Optional.of(Pipeline.forApp(app)
                        .deploy(outcome.summary().environment())
                        .execute())
                : Optional.empty();
    }
}
