package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.policy.PromotionPaths;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment gets images from a build.
 *
 * @param context the application and environment
 * @param change what was asked for
 */
public record ReleaseChange(ChangeContext context, Change.Releasing change) implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        List<ReleasedImage> wanted = change.release().images();
        List<ReleasedImage> present = context.present(tip);
        List<ImageChange> images = Summaries.images(context.target(), present, wanted);
        ChangeSummary summary = Summaries.of(context, change, null, images);
        List<Refusal> refusals =
                Refusals.of(context, PromotionPaths.releaseRefusal(context.app(), context.environment()));
        if (!refusals.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(summary, refusals));
        }
        Origin origin = Origin.of(change.release());
        List<FileEdit> edits = context.manifests().edits(tip, context.target(), wanted);
        Optional<String> older = LastRelease.newerThan(context, tip, origin);
        if (older.isPresent() && !edits.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Superseded(summary, List.of(older.get())));
        }
        if (edits.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.UpToDate(summary));
        }
        return commit(tip, edits, images);
    }

    /**
     * What the release means where its commit makes the environment too.
     *
     * @param tip the branch
     * @param made the files that make the environment, before they have the images
     * @return the commit to make, or why not
     */
    public Evaluation first(Snapshot tip, List<FileEdit> made) {
        List<ReleasedImage> wanted = change.release().images();
        EditedTree tree = new EditedTree(tip, made);
        List<ImageChange> images = Summaries.images(context.target(), List.of(), wanted);
        List<Refusal> refusals = Refusals.of(context, Optional.empty());
        if (!refusals.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(Summaries.of(context, change, null, images), refusals));
        }
        Map<String, FileEdit> edits = new LinkedHashMap<>();
        made.forEach(edit -> edits.put(edit.path(), edit));
        context.manifests().edits(tree, context.target(), wanted).forEach(edit -> edits.put(edit.path(), edit));
        return commit(tip, List.copyOf(edits.values()), images);
    }

    private Evaluation commit(Snapshot tip, List<FileEdit> edits, List<ImageChange> images) {
        ChangeSummary summary = Summaries.of(context, change, null, images);
        CommitMessage message = new CommitMessage(
                context.actor(),
                context.asked(),
                "release(" + context.environment().name() + "): "
                        + context.app().name() + " "
                        + Summaries.label(change.release().images()),
                "",
                Trailers.of(
                        context,
                        change.operation(),
                        null,
                        ImageChange.after(images),
                        Origin.of(change.release()),
                        Optional.ofNullable(change.reason())));
        return Evaluation.commit(Summaries.withDiff(summary, Summaries.diff(tip, edits), List.of()), edits, message);
    }
}
