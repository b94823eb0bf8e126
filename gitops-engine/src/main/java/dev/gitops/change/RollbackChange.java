package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.api.Change.SharedFiles;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.FileEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An environment gets back the files it had at an earlier commit. Allowed while it is held or frozen.
 *
 * @param context the application and environment
 * @param change what was asked for
 * @param past finds the state to restore, asked anew at each tip
 */
public record RollbackChange(ChangeContext context, Change.Rollback change, Function<Snapshot, Past> past)
        implements EnvironmentChange {

    private static final int MOST_NAMED = 20;

    /** What a rollback can restore. */
    public sealed interface Past {}

    /**
     * A state.
     *
     * @param snapshot the files as they were
     * @param notices what a person should know, such as that nothing was verified
     */
    public record Found(Snapshot snapshot, List<String> notices) implements Past {}

    /**
     * No state.
     *
     * @param reason why, and what to do
     */
    public record Missing(String reason) implements Past {}

    @Override
    public Evaluation at(Snapshot tip) {
        List<ReleasedImage> present = context.present(tip);
        Past found = past.apply(tip);
        if (found instanceof Missing missing) {
            ChangeSummary summary =
                    Summaries.of(context, change, null, Summaries.images(context.target(), present, List.of()));
            return Evaluation.stop(
                    new ChangeOutcome.Refused(summary, List.of(new Refusal(Refusal.Kind.STATE, missing.reason()))));
        }
        return restore(tip, present, (Found) found);
    }

    private Evaluation restore(Snapshot tip, List<ReleasedImage> present, Found found) {
        Snapshot then = found.snapshot();
        Closure now = context.manifests().closure(tip, context.target());
        Closure before = context.manifests().closure(then, context.target());
        Set<String> paths = union(now.own(), before.own());
        List<String> changedShared = Restoration.differing(tip, then, union(now.shared(), before.shared()));
        if (change.shared() == SharedFiles.RESTORE) {
            paths.addAll(changedShared);
        }
        List<FileEdit> edits = Restoration.edits(tip, then, paths);
        List<ReleasedImage> restored = context.manifests().release(then, context.target());
        ChangeSummary summary = Summaries.withDiff(
                Summaries.of(context, change, null, Summaries.images(context.target(), present, restored)),
                Summaries.diff(tip, edits),
                found.notices());
        List<String> differing = change.shared() == SharedFiles.REFUSE && !changedShared.isEmpty()
                ? differingManifests(tip, then, edits, changedShared)
                : List.of();
        if (!differing.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.Refused(
                    summary,
                    differing.stream()
                            .map(text -> new Refusal(Refusal.Kind.STATE, text))
                            .toList()));
        }
        if (edits.isEmpty()) {
            return Evaluation.stop(new ChangeOutcome.UpToDate(summary));
        }
        return Evaluation.commit(summary, edits, message(then, restored, found));
    }

    /** The environment's own files may be right and yet give other manifests, because a base or a chart changed. */
    private List<String> differingManifests(
            Snapshot tip, Snapshot then, List<FileEdit> edits, List<String> changedShared) {
        String wanted = context.manifests().render(then, context.target()).yaml();
        String got = context.manifests()
                .render(new EditedTree(tip, edits), context.target())
                .yaml();
        return wanted.equals(got)
                ? List.of()
                : List.of("its own files alone do not give the manifests of " + then.commit()
                        + ", because shared files changed since: " + String.join(", ", files(tip, then, changedShared))
                        + "; use --include-shared to restore them too, or --accept-difference to go on without them");
    }

    /** The changed files themselves, for a path may be a whole chart. */
    private static List<String> files(Snapshot tip, Snapshot then, List<String> changed) {
        List<String> files = Restoration.edits(tip, then, new TreeSet<>(changed)).stream()
                .map(FileEdit::path)
                .toList();
        return files.size() <= MOST_NAMED
                ? files
                : concat(files.subList(0, MOST_NAMED), List.of("and " + (files.size() - MOST_NAMED) + " more"));
    }

    private CommitMessage message(Snapshot then, List<ReleasedImage> restored, Found found) {
        Origin origin = LastRelease.of(context, then).map(Origin::of).orElse(Origin.UNKNOWN);
        return new CommitMessage(
                context.actor(),
                context.asked(),
                "rollback(" + context.environment().name() + "): "
                        + context.app().name() + " to " + Summaries.label(restored),
                String.join("\n", concat(List.of("Restores the state of " + then.commit() + "."), found.notices())),
                Trailers.of(context, change.operation(), null, restored, origin, Optional.ofNullable(change.reason())));
    }

    private static List<String> concat(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> all = new TreeSet<>(left);
        all.addAll(right);
        return all;
    }
}
