package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.DueChange;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.PromotionStage;
import dev.gitops.api.Plan;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.TrainOptions;
import dev.gitops.cli.option.WaitOptions;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops promote}. */
@Command(name = "promote", description = "Gives an environment what another one has verified.")
public final class PromoteCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private TrainOptions train = new TrainOptions();

    @Parameters(arity = "0..1", paramLabel = "APP", description = "The application; none with --all and --due.")
    private @Nullable String app;

    @Option(names = "--from", paramLabel = "ENV", description = "Where the release comes from.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "ENV", description = "Where it goes.")
    private @Nullable String to;

    @Option(names = "--unverified", description = "Take what Git has, verified or not; the record says so.")
    private boolean unverified;

    @Option(
            names = "--due",
            description =
                    "In place of APP: every automatic promotion that a soak, a window, a hold or a stop delayed and that may go now.")
    private boolean due;

    @Option(
            names = "--repository",
            paramLabel = "URL",
            description = "With --due: only what is in this config repository.")
    private @Nullable String repository;

    /** For picocli. */
    public PromoteCommand() {}

    @Override
    public Integer call() {
        if (due) {
            return due();
        }
        if (train.asked()) {
            return train();
        }
        if (train.misplaced() || app == null || from == null || to == null || repository != null) {
            throw Arguments.refuse(
                    "APP, --from, --to",
                    "",
                    "what is promoted, from where and to where has to be said",
                    "give APP, --from ENV and --to ENV; or --all, --from ENV and --to ENV, with --team, --by or --strict where you want them; or --due alone");
        }
        try (GitOps gitops = waiting.open(app, common)) {
            App target = gitops.app(app);
            PromotionStage stage =
                    Pipeline.forApp(target).promote(Arguments.environment(from), Arguments.environment(to));
            return waiting.run(target, unverified ? stage.unverified() : stage, runner, common);
        }
    }

    private int train() {
        if (app != null || unverified || from == null || to == null || repository != null) {
            throw Arguments.refuse(
                    "--all",
                    "",
                    "takes no application, no --unverified and no --repository: it takes what is verified, from one environment to another",
                    "give --all, --from ENV and --to ENV");
        }
        return train.run(Arguments.environment(from), Arguments.environment(to), waiting, runner, common);
    }

    private int due() {
        if (app != null || from != null || to != null || unverified || train.asked() || train.misplaced()) {
            throw Arguments.refuse(
                    "--due",
                    "",
                    "takes no application, --from, --to, --unverified and --all",
                    "the inventory says all of it");
        }
        try (GitOps gitops = common.open()) {
            ArrayNode json = Json.array();
            StringBuilder text = new StringBuilder();
            List<GitOpsException> failures = new ArrayList<>();
            for (DueChange change : repository == null ? gitops.due() : gitops.due(repository)) {
                try {
                    Plan plan = gitops.app(change.app()).plan(change.change());
                    ChangeOutcome outcome = runner.dryRun() ? plan.expected() : plan.execute();
                    json.add(ChangeOutput.json(outcome, runner.dryRun()));
                    text.append(ChangeOutput.text(outcome, runner.dryRun())).append('\n');
                } catch (GitOpsException failed) {
                    failures.add(failed);
                    common.tell("the promotion of " + change.app() + " to "
                            + change.change().environment() + " failed: " + ErrorOutput.text(failed));
                }
            }
            if (json.isEmpty() && !failures.isEmpty()) {
                throw failures.get(0);
            }
            common.print(json, text.isEmpty() ? "nothing is due\n" : text.toString());
            return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
