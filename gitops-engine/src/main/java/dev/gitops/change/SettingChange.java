package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.util.List;
import java.util.Optional;

/**
 * Values that are not images are set.
 *
 * @param context the application and environment
 * @param change what was asked for
 */
public record SettingChange(ChangeContext context, Change.Setting change) implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        List<ReleasedImage> present = context.manifests().release(tip, context.target());
        ChangeSummary summary =
                Summaries.of(context, change, null, Summaries.images(context.target(), present, present));
        List<Refusal> refusals = Refusals.of(context, Optional.empty());
        if (!refusals.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(summary, refusals));
        }
        List<FileEdit> edits = context.manifests().set(tip, context.target(), change.values());
        if (edits.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.UpToDate(summary));
        }
        Origin origin = LastRelease.of(context, tip).map(Origin::of).orElse(Origin.UNKNOWN);
        CommitMessage message = new CommitMessage(
                context.actor(),
                context.asked(),
                "set(" + context.environment().name() + "): " + context.app().name() + " "
                        + String.join(", ", change.values().keySet()),
                "",
                Trailers.of(context, change.operation(), null, present, origin, Optional.ofNullable(change.reason())));
        return Evaluation.commit(Summaries.withDiff(summary, Summaries.diff(tip, edits), List.of()), edits, message);
    }
}
