package dev.gitops.cli.command.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Plan;
import dev.gitops.api.Refusal;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.DurationOption;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.ReasonOption;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.DeploymentOutput;
import dev.gitops.cli.output.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops app remove}. */
@Command(
        name = "remove",
        description = {
            "Takes an application out of an environment, or out of all.",
            "Its lines of the inventory and its own files go in one commit, or a change request where an environment is protected; then its objects go from the cluster."
        })
public final class AppRemoveCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ReasonOption why = new ReasonOption();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Option(
            names = "--with-claims",
            paramLabel = "NAME",
            description =
                    "A PersistentVolumeClaim that is deleted too, with its data; one option each. All others stay.")
    private Set<String> claims = Set.of();

    @Option(
            names = "--confirm",
            paramLabel = "APP",
            description = "The application's name once more: without it the plan is told and nothing is done.")
    private @Nullable String confirmed;

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until merged, then take it out of its clusters.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "With --wait: how long to wait for the merge, as in 90s or 5m (default: 1h).")
    private Duration timeout = Duration.ofHours(1);

    @Option(
            names = "--no-deploy",
            description = "With --wait: leave what is in the clusters to others once it is merged.")
    private boolean noDeploy;

    /** For picocli. */
    public AppRemoveCommand() {}

    @Override
    public Integer call() {
        claims.forEach(claim -> Arguments.object("PersistentVolumeClaim/" + claim));
        if (wait) {
            common.telling();
        }
        try (GitOps gitops = common.open()) {
            EnvironmentName in = environment.given(null).orElse(null);
            Plan plan =
                    gitops.lifecycle().removal(app, in, claims, why.text(common).orElse(null));
            if (dryRun) {
                return print(plan.expected(), true);
            }
            if (!app.equals(confirmed) && !(plan.expected() instanceof ChangeOutcome.UpToDate)) {
                return print(unconfirmed(plan), true);
            }
            if (!wait) {
                return print(plan.execute(), false);
            }
            return follow(gitops, in, plan.executeAndWait(timeout.isZero() ? Duration.ofSeconds(1) : timeout));
        }
    }

    /** What policy refuses is told as it is; all else waits for the name. */
    private ChangeOutcome unconfirmed(Plan plan) {
        ChangeOutcome expected = plan.expected();
        return expected instanceof ChangeOutcome.Refused
                ? expected
                : new ChangeOutcome.Refused(
                        expected.summary(),
                        List.of(new Refusal(
                                Refusal.Kind.GUARD,
                                "nothing was done: confirm the removal of " + app + " with --confirm " + app
                                        + (confirmed == null ? "" : ", not " + confirmed))));
    }

    private int print(ChangeOutcome outcome, boolean planned) {
        common.print(ChangeOutput.json(outcome, planned), ChangeOutput.text(outcome, planned));
        return ExitCode.of(outcome);
    }

    private int follow(GitOps gitops, @Nullable EnvironmentName in, ChangeOutcome outcome) {
        ObjectNode json = ChangeOutput.json(outcome, false);
        StringBuilder text = new StringBuilder(ChangeOutput.text(outcome, false));
        int code = outcome instanceof ChangeOutcome.Requested ? ExitCode.FAILED : ExitCode.of(outcome);
        boolean there = outcome instanceof ChangeOutcome.Merged
                || outcome instanceof ChangeOutcome.Committed
                || outcome instanceof ChangeOutcome.UpToDate;
        if (there && !noDeploy) {
            ArrayNode deployments = json.putArray("deployments");
            for (EnvironmentName name : in == null ? gitops.lifecycle().removedFrom(app) : List.of(in)) {
                DeploymentOutcome taken = gitops.lifecycle()
                        .undeployment(
                                app, Deployment.builder().environment(name).build())
                        .execute();
                deployments.add(DeploymentOutput.json(taken));
                text.append('\n').append(DeploymentOutput.text(taken));
                code = Math.max(code, ExitCode.of(taken));
            }
        }
        common.print(json, text.toString());
        return code;
    }
}
