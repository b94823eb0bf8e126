package dev.gitops.cli.option;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainPlan;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.TrainOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a train, and its way from plan to exit code. */
public final class TrainOptions {

    private static final String TEAM = "team";

    @Option(
            names = "--all",
            description =
                    "In place of APP: everything that is verified and may go, as one change that lands whole or not at all.")
    private boolean all;

    @Option(names = "--team", paramLabel = "TEAM", description = "With --all: only the applications of this team.")
    private @Nullable String team;

    @Option(names = "--by", paramLabel = "team", description = "With --all: a change for each team.")
    private @Nullable String by;

    @Option(
            names = "--strict",
            description = "With --all: nothing goes where anything that has something to promote is left out.")
    private boolean strict;

    /** For picocli. */
    public TrainOptions() {}

    /** {@return whether a train is asked for} */
    public boolean asked() {
        return all;
    }

    /** {@return whether any option is given that goes with a train alone} */
    public boolean misplaced() {
        return !all && (team != null || by != null || strict);
    }

    /**
     * Plans and, unless it is a dry run, executes a train, and prints how it ended.
     *
     * @param from where the releases come from
     * @param to where they go
     * @param waiting whether and how long it is followed
     * @param runner the options of every change
     * @param common where it is printed
     * @return the exit code
     */
    public int run(
            EnvironmentName from, EnvironmentName to, WaitOptions waiting, ChangeOptions runner, CommonOptions common) {
        if (by != null && !by.equals(TEAM)) {
            throw Arguments.refuse("--by", by, "is nothing that a train can be parted by", "give --by team");
        }
        Train train = Train.from(from).to(to);
        train = team == null ? train : train.ofTeam(Arguments.line("--team", team));
        train = by == null ? train : train.eachTeamAlone();
        train = strict ? train.wholeOrNothing() : train;
        train = runner.reason(common).map(train::because).orElse(train);
        try (GitOps gitops = waiting.open(common)) {
            TrainPlan plan = gitops.plan(train);
            if (runner.dryRun() || !waiting.waits()) {
                TrainOutcome outcome = runner.dryRun() ? plan.expected() : plan.execute();
                common.print(TrainOutput.json(outcome, runner.dryRun()), TrainOutput.text(outcome, runner.dryRun()));
                return ExitCode.of(outcome);
            }
            return followed(gitops, plan, waiting, common);
        }
    }

    private static List<OrderedDeployment> deploy(GitOps gitops, List<AppEnvironment> places, @Nullable String reason) {
        return reason == null ? gitops.deploy(places) : gitops.deploy(places, reason);
    }

    private static int followed(GitOps gitops, TrainPlan plan, WaitOptions waiting, CommonOptions common) {
        TrainOutcome outcome = plan.executeAndWait(waiting.patience());
        List<OrderedDeployment> deployed = waiting.deploys()
                ? deploy(gitops, gitops.landed(outcome), plan.train().reason())
                : List.of();
        ObjectNode json = TrainOutput.json(outcome, false);
        String text = TrainOutput.text(outcome, false);
        if (waiting.deploys()) {
            json.set("deployments", TrainOutput.json(deployed));
            text += deployed.isEmpty() ? "" : "\n" + TrainOutput.text(deployed);
        }
        common.print(json, text);
        int ended = ExitCode.of(deployed);
        if (ended != ExitCode.DONE) {
            return ended;
        }
        return outcome.word().equals("requested") ? ExitCode.FAILED : ExitCode.of(outcome);
    }
}
