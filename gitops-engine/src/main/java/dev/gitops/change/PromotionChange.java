package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.policy.PromotionPaths;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An environment gets what another one has verified.
 *
 * @param context the application and the environment that gets it
 * @param change what was asked for
 * @param source what the other environment has, asked anew at each tip
 * @param unready why a release may not be promoted yet, asked where there is something to promote
 */
public record PromotionChange(
        ChangeContext context,
        Change.Promotion change,
        Function<Snapshot, Sourced> source,
        Function<List<ReleasedImage>, List<Refusal>> unready)
        implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        List<ReleasedImage> present = context.present(tip);
        List<Refusal> refusals = Refusals.of(
                context, PromotionPaths.promotionRefusal(context.app(), change.from(), context.environment()));
        if (!refusals.isEmpty()) {
            return refused(present, refusals);
        }
        Sourced sourced = source.apply(tip);
        if (sourced instanceof Sourced.Unavailable unavailable) {
            return refused(present, List.of(new Refusal(Refusal.Kind.VERIFICATION, unavailable.reason())));
        }
        return promote(tip, present, (Sourced.Available) sourced);
    }

    /** Whether the environment has already what would be promoted, whatever is in the way of a promotion. */
    boolean isThere(Snapshot tip) {
        return source.apply(tip) instanceof Sourced.Available available
                && context.manifests()
                        .edits(tip, context.target(), available.images())
                        .isEmpty();
    }

    private Evaluation refused(List<ReleasedImage> present, List<Refusal> reasons) {
        return Evaluation.stop(new ChangeOutcome.Refused(summary(present, List.of()), reasons));
    }

    private ChangeSummary summary(List<ReleasedImage> present, List<ReleasedImage> wanted) {
        List<ImageChange> images = Summaries.images(context.target(), present, wanted);
        return Summaries.of(context, change, change.from(), images);
    }

    private Evaluation promote(Snapshot tip, List<ReleasedImage> present, Sourced.Available available) {
        ChangeSummary summary = Summaries.withDiff(summary(present, available.images()), "", available.notices());
        List<FileEdit> edits = context.manifests().edits(tip, context.target(), available.images());
        if (edits.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.UpToDate(summary));
        }
        Optional<String> older = LastRelease.newerThan(context, tip, available.origin());
        if (older.isPresent()) {
            return Evaluation.stop(new ChangeOutcome.Superseded(summary, List.of(older.get())));
        }
        List<Refusal> unripe = unready.apply(available.images());
        if (!unripe.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(summary, unripe));
        }
        CommitMessage message = new CommitMessage(
                context.actor(),
                context.asked(),
                "promote(" + context.environment().name() + "): "
                        + context.app().name() + " " + Summaries.label(available.images()) + " from " + change.from(),
                String.join("\n", available.notices()),
                Trailers.of(
                        context,
                        change.operation(),
                        change.from(),
                        ImageChange.after(summary.images()),
                        available.origin(),
                        Optional.ofNullable(change.reason())));
        return Evaluation.commit(
                Summaries.withDiff(summary, Summaries.diff(tip, edits), available.notices()), edits, message);
    }
}
