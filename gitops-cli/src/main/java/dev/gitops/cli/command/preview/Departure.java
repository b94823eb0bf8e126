package dev.gitops.cli.command.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.Previews.State;
import dev.gitops.cli.output.ChangeOutput;
import dev.gitops.cli.output.DeploymentOutput;
import dev.gitops.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * A preview that goes.
 *
 * @param json what programs read of it
 * @param text what people read of it
 * @param code the exit code
 */
record Departure(ObjectNode json, String text, int code) {

    static Departure of(
            GitOps gitops, String app, long request, @Nullable String reason, boolean dryRun, boolean wait) {
        var plan = gitops.previews().down(app, request, reason);
        ChangeOutcome outcome = dryRun ? plan.expected() : plan.execute();
        ObjectNode json = ChangeOutput.json(outcome, dryRun);
        StringBuilder text = new StringBuilder(ChangeOutput.text(outcome, dryRun));
        int code = ExitCode.of(outcome);
        boolean gone = outcome instanceof ChangeOutcome.Committed || outcome instanceof ChangeOutcome.UpToDate;
        if (!dryRun && gone) {
            if (wait) {
                DeploymentOutcome taken = gitops.lifecycle()
                        .undeployment(
                                app,
                                Deployment.builder()
                                        .environment(gitops.previews().name(app, request))
                                        .build())
                        .execute();
                json.set("deployment", DeploymentOutput.json(taken));
                text.append('\n').append(DeploymentOutput.text(taken));
                code = ExitCode.of(taken);
            }
            if (outcome instanceof ChangeOutcome.Committed) {
                Told.tell(gitops, app, request, State.GONE, json, text);
            }
        }
        return new Departure(json, text.toString(), code);
    }
}
