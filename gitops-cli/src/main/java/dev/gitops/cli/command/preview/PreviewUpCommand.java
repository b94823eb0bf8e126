package dev.gitops.cli.command.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.Plan;
import dev.gitops.api.PreviewBuild;
import dev.gitops.api.Previews.State;
import dev.gitops.api.Release;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.BuildOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.DeploymentOutput;
import dev.gitops.cli.output.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops preview up}. */
@Command(
        name = "up",
        description = {
            "Gives a build of a change request its preview.",
            "The first build makes the environment APP-pr-N, its files and its images in one commit; later ones change the images."
        })
final class PreviewUpCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private RequestOption request = new RequestOption();

    @Mixin
    private BuildOptions build = new BuildOptions();

    @Option(
            names = "--address",
            paramLabel = "U",
            description = "Where the preview can be looked at; the request is told.")
    private @Nullable String address;

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Deploy it too, and wait until it is verified.")
    private boolean wait;

    /** For picocli. */
    PreviewUpCommand() {}

    @Override
    public Integer call() {
        long number = request.number();
        build.check();
        if (wait) {
            common.telling();
        }
        try (GitOps gitops = common.open()) {
            App target = gitops.app(app);
            Release release = build.release(target);
            Optional<String> place = Optional.ofNullable(address).map(url -> Arguments.url("--address", url));
            Plan plan = gitops.previews().up(new PreviewBuild(app, number, release, place));
            ChangeOutcome outcome = dryRun ? plan.expected() : plan.execute();
            ObjectNode json = ChangeOutput.json(outcome, dryRun);
            StringBuilder text = new StringBuilder(ChangeOutput.text(outcome, dryRun));
            int code = ExitCode.of(outcome);
            boolean there = outcome instanceof ChangeOutcome.Committed || outcome instanceof ChangeOutcome.UpToDate;
            if (!dryRun && there) {
                code = wait ? deployed(gitops, number, json, text) : code;
                if (!wait && outcome instanceof ChangeOutcome.Committed) {
                    Told.tell(gitops, app, number, State.COMING, json, text);
                }
            }
            common.print(json, text.toString());
            return code;
        }
    }

    private int deployed(GitOps gitops, long number, ObjectNode json, StringBuilder text) {
        DeploymentOutcome deployed = gitops.previews().deployment(app, number).execute();
        json.set("deployment", DeploymentOutput.json(deployed));
        text.append('\n').append(DeploymentOutput.text(deployed));
        int code = ExitCode.of(deployed);
        Told.tell(gitops, app, number, code == ExitCode.DONE ? State.READY : State.FAILED, json, text);
        return code;
    }
}
